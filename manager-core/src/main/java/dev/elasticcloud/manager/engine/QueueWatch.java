package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;

/// Asks the balancer again and again whether requests wait that came to it directly, and wakes the
/// loop when more do than before: jobs in the manager's own hands wake it by themselves.
final class QueueWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(100);

    /// Between two questions to a balancer that does not answer, which the loop sees as well.
    private static final Duration UNANSWERED = Duration.ofSeconds(2);

    private final LoadBalancer balancer;
    private final Runnable wake;
    private final Thread thread =
            Thread.ofPlatform().name("queue-watch").daemon().unstarted(this::run);
    private volatile boolean closed;

    QueueWatch(LoadBalancer balancer, Runnable wake) {
        this.balancer = balancer;
        this.wake = wake;
    }

    void start() {
        thread.start();
    }

    private void run() {
        int before = 0;
        while (!closed) {
            Duration pause = PERIOD;
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
