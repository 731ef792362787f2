package dev.elasticcloud.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Subject NODE = new Subject.Node(NodeName.of("light-1"));

    private final Backoff backoff = new Backoff();

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "40, 30000", "5000, 30000"})
    void eachFailureDoublesTheDelayUpToHalfAMinute(int failures, long millis) {
        assertThat(Backoff.delayAfter(NODE, failures)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void repeatedFailuresBackOffLonger() {
        backoff.failed(NODE, "no", NOW);
        backoff.failed(NODE, "no again", NOW.plusSeconds(1));

        assertThat(backoff.blockedUntil()).containsEntry(NODE, NOW.plusSeconds(2));
        assertThat(backoff.problems(NOW, NOW))
                .containsExactly(new Problem(NODE, "no again", 2, NOW.plusSeconds(2)));
    }

    @Test
    void aSuccessForgetsAllFailures() {
        backoff.failed(NODE, "no", NOW);
        backoff.succeeded(NODE);
        assertThat(backoff.problems(NOW, NOW)).isEmpty();

        backoff.failed(NODE, "no", NOW);
        assertThat(backoff.blockedUntil()).containsEntry(NODE, NOW.plusMillis(500));
    }

    @Test
    void aProblemIsShownUntilItsRetryIsLongPast() {
        backoff.failed(NODE, "no", NOW);
        Instant shownUntil = NOW.plusMillis(500).plusSeconds(30);

        assertThat(backoff.problems(shownUntil, NOW)).hasSize(1);
        assertThat(backoff.problems(shownUntil.plusMillis(1), NOW)).isEmpty();
        assertThat(backoff.blockedUntil()).isEmpty();
    }

    @Test
    void aFailingBuildStaysAProblemHoweverLongEachTryTakes() {
        Subject image = new Subject.Image(PodName.of("light"));
        Instant at = NOW;
        for (int failures = 1; failures <= 20; failures++) {
            backoff.failed(image, "no such instruction", at);
            at = at.plus(Duration.ofMinutes(10));
            assertThat(backoff.problems(at, at))
                    .extracting(Problem::failures)
                    .containsExactly(failures);
        }
        assertThat(Backoff.delayAfter(image, 20)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anEarlierSuccessDoesNotClearALaterFailure() {
        Subject starts = new Subject.Starts(PodName.of("light"));
        backoff.failed(starts, "it crashed", NOW);

        backoff.succeededSince(starts, NOW.minusSeconds(1));
        assertThat(backoff.problems(NOW, NOW)).hasSize(1);

        backoff.succeededSince(starts, NOW.plusSeconds(1));
        assertThat(backoff.problems(NOW, NOW)).isEmpty();
    }

    @Test
    void aChangeByTheOwnerRetriesThePodAtOnce() {
        Subject image = new Subject.Image(PodName.of("light"));
        backoff.failed(image, "no such instruction", NOW);
        backoff.failed(NODE, "no", NOW);

        backoff.forget(PodName.of("light"));

        assertThat(backoff.blockedUntil()).containsOnlyKeys(NODE);
    }

    @Test
    void aRetryIsShownInWallTimeHoweverFarThatIsFromSteadyTime() {
        Instant timeOfDay = NOW.plus(Duration.ofHours(8));
        backoff.failed(NODE, "no", NOW);

        assertThat(backoff.problems(NOW, timeOfDay))
                .extracting(Problem::retryAt)
                .containsExactly(timeOfDay.plusMillis(500));
    }

    @Test
    void aLaterDetailIsAddedOnce() {
        backoff.explain(NODE, "it wrote last: boom");
        assertThat(backoff.problems(NOW, NOW)).as("nothing failed").isEmpty();

        backoff.failed(NODE, "no", NOW);
        backoff.explain(NODE, "it wrote last: boom");
        backoff.explain(NODE, "it wrote last: boom");

        assertThat(backoff.problems(NOW, NOW))
                .extracting(Problem::message)
                .containsExactly("no; it wrote last: boom");
    }
}
