package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.StoreMonitor;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.StoreHealth;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Collects the current problems: failures in backoff, hosts short of memory, containers of pods
/// that the cloud does not have, and a store that rejects changes or was found damaged.
final class ProblemReport {

    private final Backoff backoff;
    private final StoreMonitor monitor;
    private final StoreHealth store;
    private final BooleanSupplier adopting;

    /// @param adopting whether the cloud may be about to adopt pods of running containers; what it
    ///     does not have yet is no problem until then
    ProblemReport(
            Backoff backoff, StoreMonitor monitor, StoreHealth store, BooleanSupplier adopting) {
        this.backoff = backoff;
        this.monitor = monitor;
        this.store = store;
        this.adopting = adopting;
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
        if (!adopting.getAsBoolean()) {
            addOwnerless(problems, cloud, at);
        }
        monitor.look(at).ifPresent(problems::add);
        store.damage().ifPresent(problems::add);
        return problems;
    }

    private static void addOwnerless(List<Problem> problems, CloudView cloud, Instant at) {
        for (NodeContainer container : cloud.seen().containers().values()) {
            if (cloud.spec().pod(container.pod()).isEmpty()) {
                problems.add(
                        new Problem(
                                new Subject.Node(container.node()), ownerless(container), 1, at));
            }
        }
    }

    /// It is left as it is: it may work, and its pod may come back with an older store.
    private static String ownerless(NodeContainer container) {
        return "Node %s is of pod %s, which this cloud does not have: add the pod again, or remove its container with 'docker rm -f %s'"
                .formatted(
                        container.node(),
                        container.pod(),
                        container.id().substring(0, Math.min(12, container.id().length())));
    }
}
