package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Simulates a plan in which every action succeeds, for previews and property tests.
public final class Projection {

    private static final int MOST_ROUNDS = 2_000;

    private Projection() {}

    /// Every step from here to the spec, in order; running jobs are assumed to finish.
    public static Plan untilConverged(CloudSpec spec, Observation from, Instant now) {
        List<Plan.Step> steps = new ArrayList<>();
        Observation seen = from;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Plan plan = Planner.plan(CloudView.of(spec, seen, now));
            if (plan.isEmpty()) {
                return new Plan(steps).withPending(plan.pending());
            }
            steps.addAll(plan.steps());
            for (Action action : plan.actions()) {
                seen = after(spec, seen, action);
            }
            seen = jobsFinished(seen);
        }
        throw new IllegalStateException(
                "No end after " + MOST_ROUNDS + " rounds; the last steps: " + steps.reversed());
    }

    /// The observation after one action has been done.
    public static Observation after(CloudSpec spec, Observation seen, Action action) {
        return switch (action) {
            case Action.ConfigureBalancer ignored -> configured(spec, seen);
            case Action.BuildImage build -> {
                Map<PodName, String> images = new TreeMap<>(seen.images());
                images.put(build.pod(), pod(spec, build.pod()).nodeFingerprint());
                yield seen.withImages(images);
            }
            case Action.CreateNetwork create -> {
                Set<PodName> networks = new TreeSet<>(seen.networks());
                networks.add(create.pod());
                yield seen.withNetworks(networks);
            }
            case Action.RemoveNetwork remove -> {
                Set<PodName> networks = new TreeSet<>(seen.networks());
                networks.remove(remove.pod());
                yield seen.withNetworks(networks);
            }
            case Action.StartNode start -> started(spec, seen, start);
            case Action.RemoveContainer remove -> {
                Map<NodeName, NodeContainer> containers = new LinkedHashMap<>(seen.containers());
                containers.remove(remove.node());
                yield seen.withContainers(containers);
            }
            case Action.UpdateLimits update ->
                    container(seen, update.node(), c -> c.withLimits(update.limits()));
            case Action.Probe probe -> probed(spec, seen, probe);
            case Action.Route route ->
                    server(seen, route.node(), s -> s.withMode(BalancerServer.Mode.READY));
            case Action.SetSlots slots ->
                    server(seen, slots.node(), s -> s.withSlots(slots.slots()));
            case Action.Drain drain ->
                    server(seen, drain.node(), s -> s.withMode(BalancerServer.Mode.DRAINING));
            case Action.Unroute unroute -> {
                Map<NodeName, BalancerServer> servers = new LinkedHashMap<>(seen.servers());
                servers.remove(unroute.node());
                yield seen.withServers(servers);
            }
            case Action.Freeze freeze ->
                    container(
                            server(
                                    seen,
                                    freeze.node(),
                                    s -> s.withMode(BalancerServer.Mode.MAINTENANCE)),
                            freeze.node(),
                            c -> c.withState(NodeContainer.State.FROZEN));
            case Action.Thaw thaw ->
                    container(
                            server(
                                    seen,
                                    thaw.node(),
                                    s -> s.withMode(BalancerServer.Mode.READY).withHealthy(true)),
                            thaw.node(),
                            c -> c.withState(NodeContainer.State.RUNNING));
        };
    }

    private static Observation configured(CloudSpec spec, Observation seen) {
        Map<PodName, PodTraffic> traffic = new TreeMap<>();
        for (PodSpec pod : spec.pods().values()) {
            boolean stays = pod.target().initialised() || !seen.containersOf(pod.name()).isEmpty();
            if (stays && seen.networks().contains(pod.name())) {
                traffic.put(pod.name(), PodTraffic.none(pod));
            }
        }
        return seen.withTraffic(traffic)
                .withBalancer(new BalancerHealth(true, "projected", "", true, ""));
    }

    private static Observation started(CloudSpec spec, Observation seen, Action.StartNode start) {
        PodSpec pod = pod(spec, start.pod());
        Map<NodeName, NodeContainer> containers = new LinkedHashMap<>(seen.containers());
        containers.put(
                start.node(),
                new NodeContainer(
                        "projected-" + start.node(),
                        start.pod(),
                        start.node(),
                        NodeContainer.State.RUNNING,
                        pod.nodeFingerprint(),
                        pod.limits(),
                        "address-of-" + start.node(),
                        seen.at(),
                        0,
                        false));
        return seen.withContainers(containers);
    }

    private static Observation probed(CloudSpec spec, Observation seen, Action.Probe probe) {
        Map<NodeName, BalancerServer> servers = new LinkedHashMap<>(seen.servers());
        String address = seen.container(probe.node()).map(NodeContainer::address).orElse("");
        servers.put(
                probe.node(),
                new BalancerServer(
                        probe.pod(),
                        probe.node(),
                        address,
                        BalancerServer.Mode.DRAINING,
                        true,
                        pod(spec, probe.pod()).slots(),
                        0,
                        0));
        return seen.withServers(servers);
    }

    private static Observation jobsFinished(Observation seen) {
        Map<NodeName, BalancerServer> servers = new LinkedHashMap<>();
        seen.servers()
                .forEach(
                        (node, s) ->
                                servers.put(
                                        node,
                                        new BalancerServer(
                                                s.pod(),
                                                s.node(),
                                                s.address(),
                                                s.mode(),
                                                s.healthy(),
                                                s.slots(),
                                                0,
                                                s.served())));
        return seen.withServers(servers);
    }

    private static PodSpec pod(CloudSpec spec, PodName name) {
        return spec.pod(name).orElseThrow();
    }

    private static Observation container(
            Observation seen, NodeName node, UnaryOperator<NodeContainer> change) {
        Map<NodeName, NodeContainer> containers = new LinkedHashMap<>(seen.containers());
        containers.computeIfPresent(node, (n, c) -> change.apply(c));
        return seen.withContainers(containers);
    }

    private static Observation server(
            Observation seen, NodeName node, UnaryOperator<BalancerServer> change) {
        Map<NodeName, BalancerServer> servers = new LinkedHashMap<>(seen.servers());
        servers.computeIfPresent(node, (n, s) -> change.apply(s));
        return seen.withServers(servers);
    }
}
