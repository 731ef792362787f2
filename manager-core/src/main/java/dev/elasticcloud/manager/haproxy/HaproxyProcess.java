package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// HAProxy's process: whether it runs and is healthy, its start and its reload.
final class HaproxyProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(15);
    private static final long STATE_TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private static final Pattern PID = Pattern.compile("[0-9]{1,10}");

    private final BalancerHost host;
    private final RuntimeSocket worker;
    private final RuntimeSocket master;
    private volatile @Nullable Reading last;
    private volatile String version = "";

    private record Reading(BalancerHost.State state, long at) {}

    HaproxyProcess(BalancerHost host, RuntimeSocket worker, RuntimeSocket master) {
        this.host = host;
        this.worker = worker;
        this.master = master;
    }

    /// Its state, at most a second old.
    BalancerHost.State recentState() {
        Reading known = last;
        return known != null && System.nanoTime() - known.at < STATE_TRUSTED_NANOS
                ? known.state
                : observe();
    }

    /// Its state now.
    BalancerHost.State observe() {
        BalancerHost.State state = host.observe();
        last = new Reading(state, System.nanoTime());
        return state;
    }

    /// Drops the cached state, so that it is read again.
    void invalidate() {
        last = null;
    }

    /// Its health while it runs.
    ///
    /// @param settled whether no process from before a reload may still choose a node
    BalancerHealth health(BalancerHost.State state, boolean settled) {
        return new BalancerHealth(true, version(), state.url(), settled, warning());
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

    /// The requests still handled by processes from before a reload, each of which exits after its
    /// last request; empty when one of them cannot be queried. Without the master's socket none
    /// are assumed, as nodes could otherwise never be removed.
    Optional<List<LiveState>> older() {
        List<String> pids;
        try {
            pids = oldWorkers(master.send("show proc"));
        } catch (PortException e) {
            return Optional.of(List.of());
        }
        List<LiveState> older = new ArrayList<>();
        try {
            for (String pid : pids) {
                older.add(LiveState.of(master.send("@!" + pid + " show stat")));
            }
            return Optional.of(older);
        } catch (PortException e) {
            return Optional.empty();
        }
    }

    /// The process ids below the heading of old workers in the answer to `show proc`.
    static List<String> oldWorkers(String processes) {
        return processes
                .lines()
                .dropWhile(line -> !line.startsWith("# old workers"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+", 2)[0])
                .filter(pid -> PID.matcher(pid).matches())
                .toList();
    }

    private String warning() {
        return worker.isMissing()
                ? "somebody deleted its runtime socket; commands go through the master's socket"
                        + " until it is restarted"
                : "";
    }

    /// Starts it and waits until it answers.
    void start() {
        host.start();
        awaitAnswer();
    }

    /// Makes it reload its file, and waits until it answers.
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
                BalancerHost.State state = observe();
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
