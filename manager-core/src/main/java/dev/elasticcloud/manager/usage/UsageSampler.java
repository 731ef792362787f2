package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Samples busy nodes every second and idle ones less often, or as fast as the engine answers:
/// some engines delay a response until their own second is over.
public final class UsageSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageSampler.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LEAST_REST = Duration.ofMillis(100);

    private final ContainerRuntime runtime;
    private final Supplier<Observation> seen;
    private final SamplingSchedule schedule = new SamplingSchedule();
    private final UsageHistory history;
    private final ManagerClock clock;
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    public UsageSampler(
            ContainerRuntime runtime,
            Supplier<Observation> seen,
            UsageHistory history,
            ManagerClock clock) {
        this.runtime = runtime;
        this.seen = seen;
        this.history = history;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("usage").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            Instant begun = clock.steady();
            sample();
            Duration rest = PERIOD.minus(Duration.between(begun, clock.steady()));
            try {
                Thread.sleep(rest.compareTo(LEAST_REST) < 0 ? LEAST_REST : rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sample() {
        try {
            Collection<NodeContainer> due = schedule.next(seen.get(), history.latest());
            if (!due.isEmpty()) {
                history.record(runtime.sample(due));
            }
            failing = false;
        } catch (PortException e) {
            if (!failing && !closed) {
                LOG.warn(
                        "Usage cannot be sampled, and graphs have a gap until it can: {}",
                        e.getMessage());
            }
            failing = true;
        } catch (RuntimeException e) {
            LOG.error("Fault while sampling usage", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
