package dev.elasticcloud.manager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqliteUsageTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database =
            new Database("test", SqliteFile.openInMemory(), ManagerClock.system());
    private Instant now = NOON;
    private final ManagerClock clock = ManagerClock.following(() -> now);
    private SqliteUsage usage = new SqliteUsage(database, database, clock);

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void recordedUsageIsFoundUnchanged() {
        enter(7, 0.25);
        PodHistory found = usage.find(LIGHT, HistoryRange.before(now, HOUR));
        assertThat(found.points()).containsExactly(point(7));
        assertThat(found.nodes()).containsOnlyKeys(NODE);
        assertThat(found.nodes().get(NODE)).containsExactly(sample(0.25));
        assertThat(usage.find(PodName.of("heavy"), HistoryRange.before(now, HOUR)).points())
                .isEmpty();
    }

    @Test
    void coarserPointsHaveTheHighestCountsAndMeanShares() {
        for (int second = 0; second < 120; second++) {
            enter(second % 10, second % 2);
            now = now.plusSeconds(1);
        }
        enterNothingAt(NOON.plus(Duration.ofHours(2)));

        PodHistory found = usage.find(LIGHT, new HistoryRange(NOON, now, null));

        assertThat(found.points()).hasSize(12);
        assertThat(found.points()).allMatch(p -> p.queued() == 9);
        assertThat(found.points().getFirst().at()).isEqualTo(NOON);
        assertThat(found.nodes().get(NODE)).hasSize(12).allMatch(u -> u.cpuShare() == 0.5);
    }

    @Test
    void theRequestedStepIsUsed() {
        for (int second = 0; second < 60; second++) {
            enter(second, 0.5);
            now = now.plusSeconds(1);
        }
        Instant end = now;
        enterNothingAt(end.plus(HOUR));

        PodHistory found = usage.find(LIGHT, new HistoryRange(NOON, end, Duration.ofSeconds(30)));

        assertThat(found.points()).extracting(PodHistory.Point::queued).containsExactly(29, 59);
    }

    @Test
    void aRestartNeitherLosesNorDoublesPoints() {
        for (int second = 0; second < 600; second++) {
            if (second % 70 == 0) {
                usage = new SqliteUsage(database, database, clock);
            }
            enter(second, 0.5);
            now = now.plusSeconds(1);
        }
        enterNothingAt(NOON.plus(Duration.ofDays(3)));

        PodHistory found = usage.find(LIGHT, new HistoryRange(NOON, now, null));

        assertThat(found.points())
                .extracting(PodHistory.Point::queued)
                .containsExactly(59, 119, 179, 239, 299, 359, 419, 479, 539, 599);
    }

    @Test
    void theSizeStaysTheSameAfterAMonth() {
        long afterMonth = 0;
        for (int day = 0; day < 36; day++) {
            runADay();
            if (day == 31) {
                afterMonth = pages();
            }
        }
        assertThat(rows("pod_usage", 1)).isLessThanOrEqualTo(3600);
        assertThat(rows("node_usage", 1)).isLessThanOrEqualTo(3600);
        assertThat(rows("node_usage", 10)).isLessThanOrEqualTo(8646);
        assertThat(rows("node_usage", 60)).isBetween(43_180L, 43_202L);
        assertThat(rows("pod_usage", 60)).isBetween(43_180L, 43_202L);
        assertThat(pages()).isLessThanOrEqualTo(afterMonth + afterMonth / 20);
    }

    /// A day in which usage is sampled every 20 s and written every quarter of an hour.
    private void runADay() {
        for (int quarter = 0; quarter < 24 * 4; quarter++) {
            List<PodHistory.Point> points =
                    IntStream.range(0, 45).mapToObj(i -> at(i * 20, i)).toList();
            List<NodeUsage> samples =
                    points.stream()
                            .map(p -> new NodeUsage(LIGHT, NODE, p.at(), 0.5, 1 << 25, 0.3))
                            .toList();
            now = now.plus(Duration.ofMinutes(15));
            usage.record(Map.of(LIGHT, points), samples);
        }
    }

    @Test
    void recordingGoesOnAfterTheClockIsSetBack() {
        now = NOON.plus(HOUR);
        enter(1, 0.5);
        now = NOON;
        enter(2, 0.5);
        now = NOON.plusSeconds(90);
        enter(3, 0.5);
        enterNothingAt(NOON.plus(DAY.multipliedBy(2)));

        PodHistory found = usage.find(LIGHT, new HistoryRange(NOON, NOON.plusSeconds(100), null));

        assertThat(found.points()).extracting(PodHistory.Point::queued).containsExactly(2, 3);
    }

    private void enter(int queued, double cpu) {
        usage.record(Map.of(LIGHT, List.of(point(queued))), List.of(sample(cpu)));
    }

    private void enterNothingAt(Instant later) {
        now = later;
        usage.record(Map.of(), List.of());
    }

    private PodHistory.Point point(int queued) {
        return at(0, queued);
    }

    private PodHistory.Point at(int seconds, int queued) {
        return new PodHistory.Point(
                now.plusSeconds(seconds),
                2,
                1,
                1.5,
                4,
                queued,
                0.125,
                OptionalDouble.of(0.5),
                OptionalDouble.empty());
    }

    private NodeUsage sample(double cpu) {
        return new NodeUsage(LIGHT, NODE, now, cpu, 1 << 25, 0.3);
    }

    private long rows(String table, int step) {
        return number("SELECT COUNT(*) FROM " + table + " WHERE step = " + step);
    }

    private long pages() {
        return number("PRAGMA page_count");
    }

    private long number(String sql) {
        return database.read("count", handle -> handle.select(sql).mapTo(Long.class).one());
    }
}
