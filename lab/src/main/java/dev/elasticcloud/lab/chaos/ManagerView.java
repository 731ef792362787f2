package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The parts of the manager's snapshot that a chaos run checks.
///
/// @param at when it was published, by the manager's time of day, in milliseconds since 1970
public record ManagerView(
        long number,
        long at,
        boolean engineAnswers,
        boolean balancerRuns,
        String balancerDetail,
        String balancerUrl,
        Map<String, Pod> pods,
        List<String> problems) {

    /// One pod.
    ///
    /// @param most the most nodes that may be online now
    public record Pod(
            PodPhase phase,
            boolean initialised,
            int wanted,
            int spares,
            int least,
            int most,
            List<Node> nodes,
            long accepted,
            long completed,
            long failed,
            long cancelled,
            long open) {

        public long count(NodeState state) {
            return nodes.stream().filter(n -> n.state() == state).count();
        }

        /// Whether the pod has converged: all wanted nodes are online, all spares ready, nothing
        /// under way.
        boolean settled() {
            return !initialised
                    ? nodes.isEmpty()
                    : count(NodeState.ONLINE) == wanted
                            && count(NodeState.SPARE) == spares
                            && nodes.size() == wanted + spares;
        }
    }

    /// One node.
    public record Node(
            String name, NodeState state, String container, int running, String detail) {}

    static ManagerView of(CloudSnapshot snapshot) {
        Map<String, Pod> pods = new TreeMap<>();
        snapshot.pods().forEach((name, pod) -> pods.put(name.value(), of(pod)));
        return new ManagerView(
                snapshot.number(),
                snapshot.at().toEpochMilli(),
                snapshot.engine().reachable(),
                snapshot.balancer().running(),
                snapshot.balancer().detail(),
                snapshot.balancer().url(),
                pods,
                snapshot.problems().stream().map(Problem::message).toList());
    }

    private static Pod of(PodStatus pod) {
        var elasticity = pod.spec().elasticity();
        var jobs = pod.jobs();
        return new Pod(
                pod.phase(),
                pod.spec().target().initialised(),
                pod.spec().target().nodes(),
                pod.spec().spares(),
                elasticity.enabled() ? elasticity.min() : 0,
                elasticity.enabled() ? elasticity.max() : pod.spec().maxNodes(),
                pod.nodes().stream().map(ManagerView::of).toList(),
                jobs.accepted(),
                jobs.completed(),
                jobs.failed(),
                jobs.cancelled(),
                jobs.open());
    }

    private static Node of(NodeStatus node) {
        return new Node(
                node.node().value(),
                node.state(),
                node.containerId(),
                node.running(),
                node.detail());
    }

    Pod pod(String name) {
        return Optional.ofNullable(pods.get(name))
                .orElseThrow(
                        () -> new InvariantBreach('C', "the manager does not know pod " + name));
    }

    Stream<Node> nodes() {
        return pods.values().stream().map(Pod::nodes).flatMap(List::stream);
    }

    boolean settled() {
        return engineAnswers
                && balancerRuns
                && balancerDetail.isEmpty()
                && pods.values().stream().allMatch(Pod::settled);
    }

    /// All problems on one line.
    String trouble() {
        return String.join("; ", problems);
    }

    long sum(Function<Pod, Long> part) {
        return pods.values().stream().mapToLong(part::apply).sum();
    }
}
