package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.observed.PodLoad;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;

/// Latencies of the last one to two minutes, and the arrival rate of the last seconds. Safe for
/// use by several threads, and never blocked by more than arithmetic.
final class LatencyWindow {

    private static final Duration HALF = Duration.ofMinutes(1);
    private static final double RATE_SECONDS = 3;

    private Histogram current = new Histogram(3);
    private Histogram previous = new Histogram(3);
    private Instant turnedAt = Instant.EPOCH;
    private PodLoad.Latency cached = PodLoad.Latency.NONE;
    private boolean changed;
    private double rate;
    private Instant rateAt = Instant.EPOCH;

    synchronized void finished(Duration latency, Instant now) {
        turn(now);
        current.recordValue(Math.max(0, latency.toNanos() / 1000));
        changed = true;
    }

    synchronized void arrived(Instant now) {
        rate = rate(now) + 1 / RATE_SECONDS;
    }

    /// Arrivals per second, weighted exponentially by age.
    synchronized double rate(Instant now) {
        double seconds = Math.max(0, Duration.between(rateAt, now).toNanos() / 1e9);
        rate *= Math.exp(-seconds / RATE_SECONDS);
        rateAt = now.isAfter(rateAt) ? now : rateAt;
        return rate < 0.01 ? 0 : rate;
    }

    synchronized PodLoad.Latency latency(Instant now) {
        turn(now);
        if (changed) {
            Histogram both = previous.copy();
            both.add(current);
            cached =
                    both.getTotalCount() == 0
                            ? PodLoad.Latency.NONE
                            : new PodLoad.Latency(
                                    both.getTotalCount(),
                                    both.getValueAtPercentile(50) / 1000.0,
                                    both.getValueAtPercentile(95) / 1000.0,
                                    both.getValueAtPercentile(99) / 1000.0);
            changed = false;
        }
        return cached;
    }

    private void turn(Instant now) {
        if (now.isAfter(turnedAt.plus(HALF))) {
            previous =
                    now.isAfter(turnedAt.plus(HALF.multipliedBy(2))) ? new Histogram(3) : current;
            current = new Histogram(3);
            turnedAt = now;
            changed = true;
        }
    }
}
