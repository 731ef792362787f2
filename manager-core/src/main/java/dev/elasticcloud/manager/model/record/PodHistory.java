package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// A pod's history, oldest first, as its graphs show it.
///
/// A point that covers more than a second is dated at the start of its interval and has the
/// maximum of counts, demand and memory bytes, and the mean of rates and shares.
///
/// @param nodes each node's usage
/// @param scalings decisions that changed the node count
/// @param holds when something held the count, those that lasted into the range included
public record PodHistory(
        PodName pod,
        List<Point> points,
        SortedMap<NodeName, List<NodeUsage>> nodes,
        List<Decision> scalings,
        @AddedLater List<Hold> holds) {

    public PodHistory {
        points = List.copyOf(points);
        SortedMap<NodeName, List<NodeUsage>> copy = new TreeMap<>();
        nodes.forEach((node, usage) -> copy.put(node, List.copyOf(usage)));
        nodes = Collections.unmodifiableSortedMap(copy);
        scalings = List.copyOf(scalings);
        holds = List.copyOf(Objects.requireNonNullElse(holds, List.of()));
    }

    /// A history without holds.
    public PodHistory(
            PodName pod,
            List<Point> points,
            SortedMap<NodeName, List<NodeUsage>> nodes,
            List<Decision> scalings) {
        this(pod, points, nodes, scalings, List.of());
    }

    public static PodHistory empty(PodName pod) {
        return new PodHistory(pod, List.of(), new TreeMap<>(), List.of());
    }

    public PodHistory withDecisions(List<Decision> decided, List<Hold> held) {
        return new PodHistory(pod, points, nodes, decided, held);
    }

    /// The pod as a whole at one moment, or over one interval.
    ///
    /// @param demand nodes needed for the jobs running and queued, `(running + queued) / slots`
    /// @param cpuShare mean over the nodes with a sample
    public record Point(
            Instant at,
            int online,
            int spare,
            double demand,
            int running,
            int queued,
            double arrivalRate,
            OptionalDouble cpuShare,
            OptionalDouble memoryShare) {}
}
