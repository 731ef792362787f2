package dev.elasticcloud.manager.feed;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.spi.Awaiting;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SnapshotFeedTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final SnapshotFeed feed = new SnapshotFeed(snapshot(0));

    private static CloudSnapshot snapshot(long number) {
        CloudSnapshot empty = CloudSnapshot.empty("test", NOON);
        return new CloudSnapshot(
                number,
                NOON,
                empty.cloud(),
                1,
                empty.engine(),
                empty.balancer(),
                empty.pods(),
                List.of());
    }

    @Test
    void aListenerGetsTheLatestSnapshotAndThenEachNewOne() {
        List<Long> told = new CopyOnWriteArrayList<>();
        try (Subscription _ = feed.subscribe(s -> told.add(s.number()))) {
            Awaiting.until("the latest is delivered", () -> told.equals(List.of(0L)));

            feed.publish(snapshot(1));

            Awaiting.until("the next is delivered", () -> told.equals(List.of(0L, 1L)));
        }
    }

    @Test
    void aSlowListenerSkipsStaleSnapshotsAndDelaysNobody() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Long> slow = new CopyOnWriteArrayList<>();
        List<Long> quick = new CopyOnWriteArrayList<>();
        try (Subscription _ =
                        feed.subscribe(
                                s -> {
                                    slow.add(s.number());
                                    busy.countDown();
                                    awaitQuietly(release);
                                });
                Subscription _ = feed.subscribe(s -> quick.add(s.number()))) {
            busy.await();
            for (long number = 1; number <= 5; number++) {
                feed.publish(snapshot(number));
            }
            Awaiting.until("the quick listener gets it", () -> quick.contains(5L));

            release.countDown();

            Awaiting.until("the slow listener catches up", () -> slow.equals(List.of(0L, 5L)));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatThrowsStillGetsTheNextSnapshot() {
        List<Long> told = new CopyOnWriteArrayList<>();
        try (Subscription _ =
                feed.subscribe(
                        s -> {
                            told.add(s.number());
                            throw new IllegalStateException("a listener's fault");
                        })) {
            Awaiting.until("it failed once", () -> told.size() == 1);

            feed.publish(snapshot(1));

            Awaiting.until("it is reported again", () -> told.equals(List.of(0L, 1L)));
        }
    }

    @Test
    void anotherSnapshotWithTheSameNumberIsDelivered() {
        List<Long> told = new CopyOnWriteArrayList<>();
        try (Subscription _ = feed.subscribe(s -> told.add(s.number()))) {
            Awaiting.until("the latest is delivered", () -> told.size() == 1);

            feed.publish(snapshot(0));

            Awaiting.until("it is delivered again", () -> told.equals(List.of(0L, 0L)));
        }
    }
}
