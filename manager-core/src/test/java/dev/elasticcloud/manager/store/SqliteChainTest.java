package dev.elasticcloud.manager.store;

import static dev.elasticcloud.manager.store.Samples.LIGHT;
import static dev.elasticcloud.manager.store.Samples.NOON;
import static dev.elasticcloud.manager.store.Samples.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.HashChain;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hash chain of decisions and sums in the store.
class SqliteChainTest {

    private static final HistoryRange ALL =
            new HistoryRange(Instant.EPOCH, NOON.plus(Duration.ofDays(1)), null);
    private static final ModelJson JSON = new ModelJson();

    @TempDir Path folder;

    private static List<EvidenceLog.Link> links(EvidenceLog chain) {
        EvidenceLog.Slice slice = chain.slice(ALL);
        List<EvidenceLog.Link> links = chain.links(slice.first(), slice.last(), 10_000);
        String hash = slice.anchor();
        long seq = slice.first();
        for (EvidenceLog.Link link : links) {
            hash = HashChain.next(hash, link.record());
            assertThat(link.hash()).isEqualTo(hash);
            assertThat(link.seq()).isEqualTo(seq++);
        }
        return links;
    }

    private static List<ChainRecord> records(EvidenceLog chain) {
        return links(chain).stream()
                .map(link -> JSON.read(link.record(), ChainRecord.class))
                .toList();
    }

    @Test
    void decisionsTheirEffectsAndSumsAreChainedInTheirOrder() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision first = Samples.decision(LIGHT, NOON);
            store.decisions().record(first);
            store.decisions().record(first.withServing(Duration.ofSeconds(2)));
            store.jobs().accept(job("a", LIGHT));
            store.evidence().recordSums(NOON.plusSeconds(3), false);

            List<ChainRecord> records = records(store.evidence());

            assertThat(records).hasSize(4);
            assertThat(records.getFirst()).isInstanceOf(ChainRecord.Start.class);
            assertThat(records.get(1))
                    .isInstanceOfSatisfying(
                            ChainRecord.Decided.class,
                            d -> assertThat(d.decision().pod()).isEqualTo(LIGHT));
            assertThat(records.get(2))
                    .isInstanceOfSatisfying(
                            ChainRecord.Served.class,
                            s -> assertThat(s.serving()).isEqualTo(Duration.ofSeconds(2)));
            assertThat(records.get(3))
                    .isInstanceOfSatisfying(
                            ChainRecord.Sums.class,
                            s ->
                                    assertThat(s.pods())
                                            .containsEntry(LIGHT, new JobCounts(1, 0, 0, 0, 1)));
        }
    }

    @Test
    void sumsThatDidNotChangeAreNotRepeated() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            store.evidence().recordSums(NOON, false);
            store.evidence().recordSums(NOON.plusSeconds(60), false);

            assertThat(records(store.evidence())).hasSize(2);
        }
    }

    @Test
    void aDecisionThatLastsIsChainedEveryFiveMinutes() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision hold = Samples.decision(LIGHT, NOON).withWanted(Decision.Verdict.HOLD, 3);
            for (int second = 0; second <= 720; second += 5) {
                store.decisions().record(hold.until(NOON.plusSeconds(second)));
            }

            assertThat(records(store.evidence()).stream().skip(1).map(ChainRecord::at))
                    .containsExactly(NOON, NOON.plusSeconds(300), NOON.plusSeconds(600));
        }
    }

    @Test
    void whatRemainsAfterPruningHoldsFromItsAnchor() {
        try (Database database =
                new Database("test", SqliteFile.openInMemory(), ManagerClock.system())) {
            SqliteChain chain = new SqliteChain(database, database, new StoreJson(), 50);
            SqliteDecisions decisions =
                    new SqliteDecisions(database, database, new StoreJson(), chain, 10);
            for (int second = 0; second < 420; second++) {
                decisions.record(Samples.decision(LIGHT, NOON.plusSeconds(second)));
            }

            EvidenceLog.Slice slice = chain.slice(ALL);
            assertThat(slice.first()).isGreaterThan(300);
            assertThat(slice.last()).isEqualTo(421);
            assertThat(slice.anchor()).isNotEqualTo(HashChain.START);
            assertThat(links(chain)).hasSizeBetween(50, 250);
        }
    }

    /// A store of the version before the chain, with decisions in it.
    @Test
    void anOlderStoreIsMigratedAndTheChainSaysWhereItBegins() throws SQLException {
        Path file = folder.resolve("cloud.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            store.decisions().record(Samples.decision(LIGHT, NOON));
            store.decisions().record(Samples.decision(LIGHT, NOON.plusSeconds(9)));
        }
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = older.createStatement()) {
            statement.execute("DROP TABLE chain");
            statement.execute("DROP TABLE chain_anchor");
            statement.execute("DROP TABLE policy_settings");
            statement.execute("PRAGMA user_version = 7");
        }

        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).isEmpty();
            assertThat(store.decisions().latest(LIGHT, 9)).hasSize(2);
            assertThat(links(store.evidence())).isEmpty();

            store.decisions().record(Samples.decision(LIGHT, NOON.plusSeconds(20)));

            assertThat(records(store.evidence()).getFirst())
                    .isEqualTo(new ChainRecord.Start(1, NOON.plusSeconds(21), 2));
        }
    }
}
