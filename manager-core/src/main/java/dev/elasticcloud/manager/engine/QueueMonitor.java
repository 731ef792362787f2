package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Polls the balancer for queued direct requests, and wakes the loop when their number grows. The
/// manager's own jobs wake the loop by themselves.
final class QueueMonitor implements AutoCloseable {

    /// Poll interval while there is work; queues form only when nodes are busy.
    private static final Duration BUSY = Duration.ofMillis(100);

    private static final Duration IDLE = Duration.ofMillis(250);

    /// Poll interval while the balancer does not answer, which the loop notices as well.
    private static final Duration UNANSWERED = Duration.ofSeconds(2);

    private final LoadBalancer balancer;
    private final BooleanSupplier busy;
    private final Runnable wake;
    private final Thread thread =
            Thread.ofPlatform().name("queue-watch").daemon().unstarted(this::run);
    private volatile boolean closed;

    /// @param busy whether any pod had work in the last round
    QueueMonitor(LoadBalancer balancer, BooleanSupplier busy, Runnable wake) {
        this.balancer = balancer;
        this.busy = busy;
        this.wake = wake;
    }

    void start() {
        thread.start();
    }

    private void run() {
        int before = 0;
        while (!closed) {
            Duration pause = busy.getAsBoolean() ? BUSY : IDLE;
            try {
                int waiting = balancer.waiting();
                if (waiting > before) {
                    wake.run();
                }
                before = waiting;
            } catch (PortException e) {
                pause = UNANSWERED;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
