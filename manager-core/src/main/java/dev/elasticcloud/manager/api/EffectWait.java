package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits for the effect of a command.
final class EffectWait {

    /// How often an obstacle's age is checked, even if nothing changes.
    private static final Duration LOOK = Duration.ofMillis(500);

    private EffectWait() {}

    static CloudSnapshot await(CloudManager cloud, Receipt receipt, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        CloudSnapshot now = cloud.snapshot();
        if (receipt.isDone(now)) {
            return now;
        }
        ObstacleWatch watch = new ObstacleWatch(now);
        Semaphore news = new Semaphore(0);
        try (Subscription following = cloud.subscribe(snapshot -> news.release())) {
            while (true) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw late(receipt, now, timeout);
                }
                if (news.tryAcquire(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                    news.drainPermits();
                }
                now = cloud.snapshot();
                if (receipt.isDone(now)) {
                    return now;
                }
                Optional<CloudException> hopeless = watch.look(now, receipt.open(now));
                if (hopeless.isPresent()) {
                    throw hopeless.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "Interrupted while waiting", e);
        }
    }

    private static CloudException late(Receipt receipt, CloudSnapshot now, Duration timeout) {
        Set<PodName> open = receipt.open(now);
        List<Problem> problems = now.problemsOf(open);
        Optional<String> why =
                problems.isEmpty()
                        ? open.stream()
                                .flatMap(pod -> now.pod(pod).stream())
                                .map(PodStatus::pending)
                                .filter(pending -> pending.nodes() > 0)
                                .map(Pending::text)
                                .findFirst()
                        : Optional.of(problems.getFirst().message());
        return new CloudException(
                ErrorCode.TIMEOUT,
                "Not within %d s%s"
                        .formatted(timeout.toSeconds(), why.map(": "::concat).orElse("")));
    }
}
