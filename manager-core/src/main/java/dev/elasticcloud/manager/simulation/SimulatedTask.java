package dev.elasticcloud.manager.simulation;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Work in a simulated cloud: it waits, as for a disk or a database, and then computes. Guarded by
/// its cloud.
final class SimulatedTask {

    /// How a task ended.
    enum End {
        DONE,
        TIMED_OUT,
        CUT_OFF
    }

    /// What counts as nothing left, in seconds.
    private static final double NOTHING = 1e-9;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final long deadline;
    private double waitSeconds;
    private double cpuSeconds;
    private long endedAt;
    private @Nullable End end;

    /// @param deadline nanoseconds of the processors' count at which it is abandoned
    SimulatedTask(double waitSeconds, double cpuSeconds, long deadline) {
        this.waitSeconds = waitSeconds;
        this.cpuSeconds = cpuSeconds;
        this.deadline = deadline;
    }

    static SimulatedTask withoutDeadline(double cpuSeconds) {
        return new SimulatedTask(0, cpuSeconds, Long.MAX_VALUE);
    }

    boolean waits() {
        return waitSeconds > NOTHING;
    }

    /// Seconds until it changes its phase, at a number of processors.
    double secondsLeft(double processors) {
        return waits() ? waitSeconds : processors > 0 ? cpuSeconds / processors : Double.MAX_VALUE;
    }

    /// Nanoseconds from a moment to its deadline.
    long nanosLeft(long now) {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - now;
    }

    void carryOn(double seconds, double processors) {
        if (waits()) {
            waitSeconds -= seconds;
        } else {
            cpuSeconds -= seconds * processors;
        }
    }

    /// Whether it has ended by itself; its end is recorded then.
    boolean endsAt(long now) {
        if (!waits() && cpuSeconds <= NOTHING) {
            end(End.DONE, now);
        } else if (now >= deadline) {
            end(End.TIMED_OUT, now);
        }
        return end != null;
    }

    void end(End how, long now) {
        end = how;
        endedAt = now;
        ended.countDown();
    }

    boolean isDone() {
        return end == End.DONE;
    }

    long endedAt() {
        return endedAt;
    }

    /// Blocks until it has ended; never called while the cloud is held.
    void await() throws InterruptedException {
        ended.await();
    }

    /// How it ended, once it has.
    End how() {
        End known = end;
        if (known == null) {
            throw new IllegalStateException("The task has not ended");
        }
        return known;
    }
}
