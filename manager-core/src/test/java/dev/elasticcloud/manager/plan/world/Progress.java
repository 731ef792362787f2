package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/// Checks that a plan makes progress: what has converged is left alone, and everything else is
/// worked on or waits for something definite that ends.
record Progress(
        ModelCloud cloud,
        ModelMemory memory,
        ModelBackoff backoff,
        Map<Subject, Action> begun,
        CloudView view,
        Plan plan) {

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    void judge() {
        leavesAConvergedCloudAlone();
        cloud.spec.pods().values().forEach(this::judge);
    }

    private void leavesAConvergedCloudAlone() {
        Wanted wanted = new Wanted(cloud);
        boolean converged =
                cloud.spec.pods().values().stream().allMatch(p -> wanted.missing(p).isEmpty());
        Judge.require(
                !converged || !begun.isEmpty() || plan.isEmpty(),
                "all is as wanted, and yet: " + plan.steps());
    }

    /// A converged pod is left alone; any other is worked on, or waits for something.
    private void judge(PodSpec pod) {
        String missing = new Wanted(cloud).missing(pod);
        boolean planned = plan.actions().stream().anyMatch(a -> worksOn(a, pod.name()));
        boolean busy = begun.values().stream().anyMatch(a -> worksOn(a, pod.name()));
        boolean worked = planned || busy;
        if (missing.isEmpty()) {
            boolean left =
                    plan.actions().stream()
                            .filter(a -> !(a instanceof Action.ConfigureBalancer))
                            .noneMatch(a -> concerns(a, pod.name()));
            Judge.require(busy || left, pod.name() + " is as wanted, and yet: " + plan.steps());
            boolean settled = view.pods().get(pod.name()).settled(false);
            Judge.require(worked || settled, pod.name() + " is as wanted and not taken for it");
        } else {
            Judge.require(worked || waits(pod), pod.name() + " is left alone although " + missing);
            PodView shown = view.pods().get(pod.name());
            Judge.require(
                    worked || waits(pod) || !shown.settled(false),
                    pod.name() + " is taken for settled although " + missing);
        }
    }

    /// Includes a node's name that has passed from one pod to another.
    private boolean worksOn(Action action, PodName pod) {
        return concerns(action, pod)
                || action instanceof Action.OnNode a
                        && cloud.nodesOf(pod).stream().anyMatch(n -> n.name.equals(a.node()));
    }

    private static boolean concerns(Action action, PodName pod) {
        return switch (action) {
            case Action.OnPod a -> a.pod().equals(pod);
            case Action.OnNode a -> a.pod().equals(pod);
            case Action.ConfigureBalancer ignored -> true;
        };
    }

    /// Whether a pod waits for something that is sure to end.
    private boolean waits(PodSpec pod) {
        Instant now = cloud.now;
        boolean backsOff =
                !cloud.settled
                        || startsArePaced()
                        || backoff.holdsBack(Subject.BALANCER, now)
                        || backoff.holdsBack(new Subject.Image(pod.name()), now)
                        || backoff.holdsBack(new Subject.Network(pod.name()), now)
                        || backoff.holdsBack(new Subject.Starts(pod.name()), now);
        return backsOff
                || cloud.nodesOf(pod.name()).stream().anyMatch(this::waits)
                || cloud.serversOf(pod.name()).stream().anyMatch(this::waits);
    }

    /// On a known host only a limited number of nodes start at once; others wait for them.
    private boolean startsArePaced() {
        boolean starts =
                Stream.concat(begun.values().stream(), plan.actions().stream())
                        .anyMatch(a -> a instanceof Action.StartNode);
        boolean jobsOnBusyHost =
                cloud.busyCores > 0 && cloud.servers.values().stream().anyMatch(s -> s.running > 0);
        return cloud.cores > 0
                && (starts
                        || jobsOnBusyHost
                        || cloud.nodes.values().stream().anyMatch(this::starts));
    }

    private boolean starts(ModelNode node) {
        ModelServer server = cloud.servers.get(node.name);
        return (node.is(State.RUNNING) || node.is(State.CREATED))
                && (server == null || !server.takesJobs() || !server.address.equals(node.address));
    }

    private boolean waits(ModelNode node) {
        return backoff.holdsBack(new Subject.Node(node.name), cloud.now)
                || !node.shownAt(cloud.now)
                || node.address.isEmpty() && (node.is(State.RUNNING) || node.is(State.FROZEN));
    }

    /// Its jobs have to end, or it is being probed and its deadline has not passed.
    private boolean waits(ModelServer server) {
        Instant since = memory.probing.get(server.name);
        boolean probed =
                server.is(Mode.DRAINING)
                        && !server.healthy
                        && since != null
                        && !cloud.now.isAfter(since.plus(START_DEADLINE));
        return server.running > 0
                || probed
                || backoff.holdsBack(new Subject.Node(server.name), cloud.now);
    }
}
