package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.StoreMonitor;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects the current problems: failures in backoff, hosts short of memory, and a store that
/// rejects changes or was found damaged.
final class ProblemReport {

    private final Backoff backoff;
    private final StoreMonitor monitor;
    private final StoreHealth store;

    ProblemReport(Backoff backoff, StoreMonitor monitor, StoreHealth store) {
        this.backoff = backoff;
        this.monitor = monitor;
        this.store = store;
    }

    /// @param at the time of day of this round
    List<Problem> of(CloudView cloud, Instant at) {
        List<Problem> problems = new ArrayList<>(backoff.problems(cloud.now(), at));
        for (HostView host : cloud.hosts().values()) {
            if (host.shortOfMemory()) {
                problems.add(
                        new Problem(
                                new Subject.Host(host.name().value()),
                                host.memoryShortage() + "; no node is started until there is more",
                                1,
                                at));
            }
        }
        monitor.look(at).ifPresent(problems::add);
        store.damage().ifPresent(problems::add);
        return problems;
    }
}
