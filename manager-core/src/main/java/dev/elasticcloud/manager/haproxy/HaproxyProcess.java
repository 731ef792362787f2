package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.PortException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// HAProxy as a process: whether it runs and is well, how it is started and made to read its file
/// again.
final class HaproxyProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(15);
    private static final long LOOK_TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final BalancerHost host;
    private final RuntimeSocket worker;
    private final RuntimeSocket master;
    private volatile @Nullable Look last;
    private volatile String version = "";

    private record Look(BalancerHost.State state, long at) {}

    HaproxyProcess(BalancerHost host, RuntimeSocket worker, RuntimeSocket master) {
        this.host = host;
        this.worker = worker;
        this.master = master;
    }

    /// What was seen of it, at most a second ago.
    BalancerHost.State look() {
        Look known = last;
        return known != null && System.nanoTime() - known.at < LOOK_TRUSTED_NANOS
                ? known.state
                : lookAfresh();
    }

    BalancerHost.State lookAfresh() {
        BalancerHost.State state = host.observe();
        last = new Look(state, System.nanoTime());
        return state;
    }

    /// Has it looked at afresh next time.
    void forget() {
        last = null;
    }

    /// How it is while it runs.
    BalancerHealth health(BalancerHost.State state) {
        return new BalancerHealth(true, version(), state.url(), settled(), amiss());
    }

    private String version() {
        if (version.isEmpty()) {
            version =
                    worker.send("show info")
                            .lines()
                            .filter(line -> line.startsWith("Version: "))
                            .map(line -> line.substring("Version: ".length()).strip())
                            .findFirst()
                            .orElse("");
        }
        return version;
    }

    /// After a reload the process before it lives on until its last request has ended.
    private boolean settled() {
        try {
            return !master.send("show proc").contains("# old workers");
        } catch (PortException e) {
            return true;
        }
    }

    private String amiss() {
        return worker.isMissing()
                ? "somebody deleted its runtime socket; it is spoken to by way of the master's"
                      + " until it is restarted"
                : "";
    }

    /// Starts it and waits until it answers.
    void start() {
        host.start();
        awaitAnswer();
    }

    /// Has it read its file again, and waits until it answers.
    void reload() {
        String answer = master.send(RELOAD_LIMIT, "reload");
        if (!answer.contains("Success=1")) {
            throw PortException.refused("HAProxy did not reload: " + answer.strip(), null);
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        version = "";
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                version();
                return;
            } catch (PortException e) {
                BalancerHost.State state = lookAfresh();
                if (!state.running()) {
                    throw PortException.refused("The balancer did not start: " + state.detail(), e);
                }
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
