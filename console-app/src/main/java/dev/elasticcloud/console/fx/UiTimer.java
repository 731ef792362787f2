package dev.elasticcloud.console.fx;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Runs tasks on the UI thread later or again and again. Unlike an animation, it does not make the
/// toolkit redraw: an animation pulses at every frame until it ends.
public final class UiTimer {

    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ui-timer").factory());

    private final UiThread ui;

    public UiTimer(UiThread ui) {
        this.ui = ui;
    }

    /// A task that has been scheduled.
    @FunctionalInterface
    public interface Scheduled {
        void cancel();
    }

    public Scheduled after(Duration delay, Runnable task) {
        return cancelling(
                CLOCK.schedule(() -> ui.run(task), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// The task must not throw.
    public Scheduled every(Duration period, Runnable task) {
        long millis = period.toMillis();
        return cancelling(
                CLOCK.scheduleWithFixedDelay(
                        () -> ui.run(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    private static Scheduled cancelling(ScheduledFuture<?> scheduled) {
        return () -> scheduled.cancel(false);
    }
}
