package dev.elasticcloud.manager.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.UsageLog;
import dev.elasticcloud.manager.store.SqliteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageHistoryTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOON;
    private final ManagerClock clock = ManagerClock.following(() -> now);
    private final SqliteStore store = SqliteStore.inMemory(clock);
    private UsageHistory history = begun(store.usage());

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aRestartedManagerShowsTheLastHour() {
        sampleFor(Duration.ofMinutes(2));
        history.keep();

        history = begun(store.usage());

        assertThat(samples(Duration.ofHours(1), null)).hasSize(120);
        assertThat(history.latest(LIGHT))
                .singleElement()
                .extracting(NodeUsage::node)
                .isEqualTo(NODE);
    }

    @Test
    void olderUsageComesFromTheStoreAndJoinsTheLastHourWithoutGapOrOverlap() {
        sampleFor(Duration.ofHours(3));

        List<NodeUsage> all = samples(Duration.ofHours(3), Duration.ofMinutes(1));

        assertThat(all).extracting(NodeUsage::at).isSorted().doesNotHaveDuplicates();
        assertThat(all).hasSizeBetween(178, 182);
        assertThat(samples(Duration.ofMinutes(10), null)).hasSizeBetween(599, 601);
    }

    @Test
    void usageThatTheStoreRefusedIsWrittenLater() {
        UsageLog real = store.usage();
        boolean[] full = {true};
        history =
                begun(
                        new UsageLog() {
                            @Override
                            public void record(
                                    Map<PodName, List<PodHistory.Point>> points,
                                    Collection<NodeUsage> samples) {
                                if (full[0]) {
                                    throw PortException.refused("The disk is full", null);
                                }
                                real.record(points, samples);
                            }

                            @Override
                            public PodHistory find(PodName pod, HistoryRange range) {
                                return real.find(pod, range);
                            }
                        });
        sampleFor(Duration.ofSeconds(10));
        history.keep();
        full[0] = false;
        sampleFor(Duration.ofSeconds(10));
        history.keep();

        history = begun(real);
        assertThat(samples(Duration.ofHours(1), null)).hasSize(20);
    }

    @Test
    void afterTheClockIsSetBackTheHourBeforeIsReadFromTheStore() {
        sampleFor(Duration.ofHours(2));
        history.keep();
        now = now.minus(Duration.ofHours(1));
        sampleFor(Duration.ofSeconds(10));
        history.keep();

        // the store keeps only a sample every ten seconds of that hour by now
        assertThat(samples(Duration.ofMinutes(30), null))
                .extracting(NodeUsage::at)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(180);
        assertThat(history.latest(LIGHT)).extracting(NodeUsage::at).containsExactly(now);
    }

    @Test
    void theLatestSamplesAreReadWhileTheStoreIsSlow() throws Exception {
        UsageLog real = store.usage();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        history =
                begun(
                        new UsageLog() {
                            @Override
                            public void record(
                                    Map<PodName, List<PodHistory.Point>> points,
                                    Collection<NodeUsage> samples) {
                                real.record(points, samples);
                            }

                            @Override
                            public PodHistory find(PodName pod, HistoryRange range) {
                                reading.countDown();
                                awaitUninterruptibly(goOn);
                                return real.find(pod, range);
                            }
                        });
        Thread reader = Thread.startVirtualThread(() -> samples(Duration.ofHours(1), null));
        reading.await();

        sampleFor(Duration.ofSeconds(1));
        assertThat(history.latest(LIGHT)).hasSize(1);

        goOn.countDown();
        reader.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void holdsOfAnEarlierManagerAreReadFromTheStoreAndGoOnOnlyWhereTheyDid() {
        store.decisions().record(held(NOON.minusSeconds(90), 30));
        store.decisions().record(held(NOON.minusSeconds(59), 20));
        store.decisions().record(held(NOON.minusSeconds(10), 10));

        HistoryRange minute = HistoryRange.before(NOON, Duration.ofMinutes(1));

        assertThat(history.of(LIGHT, minute).holds())
                .as("from memory, the one that lasted into the range included")
                .extracting(Hold::from, Hold::until)
                .containsExactly(
                        tuple(NOON.minusSeconds(90), NOON.minusSeconds(39)),
                        tuple(NOON.minusSeconds(10), NOON));
        now = NOON.plus(Duration.ofHours(2));
        assertThat(history.of(LIGHT, minute).holds())
                .as("from the store")
                .extracting(Hold::from, Hold::cause)
                .containsExactly(
                        tuple(NOON.minusSeconds(90), Hold.Cause.MAX),
                        tuple(NOON.minusSeconds(10), Hold.Cause.MAX));
    }

    /// A decision in force for some seconds in which max holds the count.
    private static Decision held(Instant from, int seconds) {
        Decision.Brake max = new Decision.Brake(Decision.Brake.Kind.MAX, 3, "max is 3");
        return new Decision(
                        LIGHT,
                        from,
                        from.plusSeconds(seconds),
                        Decision.Verdict.HOLD,
                        3,
                        3,
                        new Decision.Inputs(
                                3,
                                0,
                                9,
                                9,
                                1,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Duration.ZERO),
                        List.of(new Decision.Opinion("concurrency", 5, "18 jobs")),
                        List.of(),
                        "")
                .withBrakes(List.of(max));
    }

    private UsageHistory begun(UsageLog log) {
        return new UsageHistory(log, store.decisions(), clock);
    }

    private List<NodeUsage> samples(Duration window, @Nullable Duration step) {
        HistoryRange range = new HistoryRange(now.minus(window), now, step);
        return history.of(LIGHT, range).nodes().getOrDefault(NODE, List.of());
    }

    /// A sample each second, written every half minute.
    private void sampleFor(Duration time) {
        for (long second = 1; second <= time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            history.record(List.of(new NodeUsage(LIGHT, NODE, now, 0.5, 1 << 25, 0.3)));
            if (second % 30 == 0) {
                history.keep();
            }
        }
    }
}
