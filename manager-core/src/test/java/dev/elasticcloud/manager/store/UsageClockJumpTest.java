package dev.elasticcloud.manager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.spi.FakeTime;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the store keeps of usage when the clock jumps. Points are numbered in the order of
/// recording; a point's queue length is its number.
class UsageClockJumpTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final Database database =
            new Database("test", SqliteFile.openInMemory(), ManagerClock.system());
    private final ManagerClock clock = time.clock();
    private SqliteUsage usage = new SqliteUsage(database, database, clock);
    private int recorded;

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 8, -8})
    void aJumpOfHoursLosesNoPoint(long hours) {
        Instant start = time.now();
        run(10 * 60);
        time.jump(Duration.ofHours(hours));
        Instant after = time.now();
        run(12 * 60);

        assertThat(tenMinutes(start)).isEqualTo(numbers(0));
        assertThat(tenMinutes(after)).isEqualTo(numbers(600));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eightHoursAsleepLoseNoPoint(boolean counted) {
        Instant start = time.now();
        run(10 * 60);
        time.sleep(Duration.ofHours(8), counted);
        Instant after = time.now();
        run(12 * 60);

        assertThat(tenMinutes(start)).isEqualTo(numbers(0));
        assertThat(tenMinutes(after)).isEqualTo(numbers(600));
    }

    @Test
    void correctingAWrongClockDeletesNothing() {
        Instant start = time.now();
        run(2 * 3600);
        long rows = rows();
        time.jump(Duration.ofDays(400));
        run(60);
        time.jump(Duration.ofDays(-400));

        assertThat(rows()).isGreaterThanOrEqualTo(rows);
        assertThat(tenMinutes(start)).isEqualTo(numbers(0));
    }

    @Test
    void aStartWithAWrongClockDeletesNothingAtOnce() {
        Instant start = time.now();
        run(2 * 3600);
        long rows = rows();
        time.jump(Duration.ofDays(400));
        usage = new SqliteUsage(database, database, clock);
        run(1);

        assertThat(rows()).isGreaterThanOrEqualTo(rows);
        time.jump(Duration.ofDays(-400));
        assertThat(tenMinutes(start)).isEqualTo(numbers(0));
    }

    @Test
    void repeatedWallTimeShowsTheHigherCounts() {
        Instant start = time.now();
        run(600, 7);
        time.jump(Duration.ofMinutes(-10));
        run(600, 3);
        run(720, 5);

        assertThat(tenMinutes(start)).hasSize(60).containsOnly(7);
        assertThat(tenMinutes(start.plusSeconds(600))).hasSize(60).containsOnly(5);
    }

    @Test
    void pointsEnteredLateAreRolledUpToo() {
        Instant start = time.now();
        PodHistory.Point late = point(start, 99);
        time.pass(SECOND);
        run(300, 1);
        usage.record(Map.of(LIGHT, List.of(late)), List.of());
        run(120, 1);

        assertThat(tenMinutes(start)).startsWith(99, 1);
    }

    @Test
    void expiredRowsAreDeletedEventually() {
        run(600, 1);
        time.sleep(Duration.ofDays(40), false);
        Instant awake = time.now();
        run((int) RetentionPace.PAUSE.toSeconds() + 1200, 1);

        assertThat(rowsBefore(awake)).as("rows from before the sleep").isZero();
    }

    /// The highest number in each ten seconds of the ten minutes from a given point.
    private static List<Integer> numbers(int first) {
        return IntStream.iterate(first + 9, n -> n < first + 600, n -> n + 10).boxed().toList();
    }

    private List<Integer> tenMinutes(Instant from) {
        HistoryRange range = new HistoryRange(from, from.plusSeconds(599), Duration.ofSeconds(10));
        return usage.find(LIGHT, range).points().stream().map(PodHistory.Point::queued).toList();
    }

    private void run(int length) {
        for (int i = 0; i < length; i++) {
            second(recorded++);
        }
    }

    private void run(int length, int queued) {
        for (int i = 0; i < length; i++) {
            second(queued);
        }
    }

    private void second(int queued) {
        usage.record(
                Map.of(LIGHT, List.of(point(time.now(), queued))),
                List.of(new NodeUsage(LIGHT, NODE, time.now(), 0.5, 1 << 25, 0.3)));
        time.pass(SECOND);
        clock.steady();
    }

    private static PodHistory.Point point(Instant at, int queued) {
        return new PodHistory.Point(
                at, 2, 1, 1.5, 4, queued, 0.125, OptionalDouble.of(0.5), OptionalDouble.empty());
    }

    private long rows() {
        return rowsBefore(Instant.MAX);
    }

    private long rowsBefore(Instant end) {
        return database.read(
                "count",
                handle ->
                        handle.select(
                                        "SELECT COUNT(*) FROM pod_usage WHERE at < ?",
                                        end.getEpochSecond())
                                .mapTo(Long.class)
                                .one());
    }
}
