package dev.elasticcloud.manager.store;

import static dev.elasticcloud.manager.store.Samples.HEAVY;
import static dev.elasticcloud.manager.store.Samples.LIGHT;
import static dev.elasticcloud.manager.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqliteDecisionsTest {

    @Test
    void aDecisionThatLastsIsExtendedRatherThanRepeated() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision first = Samples.decision(LIGHT, NOON);
            Decision second = Samples.decision(LIGHT, NOON.plusSeconds(60));
            store.decisions().record(first);
            store.decisions().record(first.until(NOON.plusSeconds(30)));
            store.decisions().record(second);
            store.decisions().record(Samples.decision(HEAVY, NOON));
            assertThat(store.decisions().latest(LIGHT, 10))
                    .containsExactly(second, first.until(NOON.plusSeconds(30)));
            assertThat(store.decisions().latest(LIGHT, 1)).containsExactly(second);
        }
    }

    @Test
    void decisionsThatChangedTheCountAreFoundBehindNewerOnesThatDidNot() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision up = Samples.decision(LIGHT, NOON);
            Decision older = Samples.decision(LIGHT, NOON.minusSeconds(60));
            store.decisions().record(older);
            store.decisions().record(up);
            for (int second = 1; second <= 5; second++) {
                store.decisions()
                        .record(
                                Samples.decision(LIGHT, NOON.plusSeconds(second))
                                        .withWanted(Decision.Verdict.HOLD, 3));
            }

            assertThat(store.decisions().latestScalings(LIGHT, 1)).containsExactly(up);
            assertThat(store.decisions().latestScalings(LIGHT, 9)).containsExactly(up, older);
            assertThat(store.decisions().latestScalings(HEAVY, 9)).isEmpty();
        }
    }

    @Test
    void oldDecisionsAreDeleted() {
        Database database = new Database("test", SqliteFile.openInMemory(), ManagerClock.system());
        try (database) {
            SqliteDecisions decisions =
                    new SqliteDecisions(
                            database,
                            database,
                            new StoreJson(),
                            new SqliteChain(database, database, new StoreJson(), 10),
                            10);
            IntStream.range(0, 200)
                    .forEach(i -> decisions.record(Samples.decision(LIGHT, NOON.plusSeconds(i))));
            assertThat(decisions.latest(LIGHT, 1000))
                    .hasSize(10)
                    .first()
                    .isEqualTo(Samples.decision(LIGHT, NOON.plusSeconds(199)));
        }
    }
}
