package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.status.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts durations of one kind in a histogram, from any thread, at the cost of two additions each.
public final class Stopwatch {

    private static final long[] BOUNDS =
            Timings.BOUNDS.stream().mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder nanos = new LongAdder();

    /// Counts a duration that began at a reading of [System#nanoTime] and has just ended.
    public void since(long begin) {
        took(System.nanoTime() - begin);
    }

    public void took(Duration time) {
        took(time.toNanos());
    }

    private void took(long time) {
        int bound = 0;
        while (bound < BOUNDS.length && time > BOUNDS[bound]) {
            bound++;
        }
        counts.incrementAndGet(bound);
        nanos.add(time);
    }

    public Timings read() {
        List<Long> read = new ArrayList<>(counts.length());
        for (int i = 0; i < counts.length(); i++) {
            read.add(counts.get(i));
        }
        return new Timings(read, nanos.sum() / 1e9);
    }
}
