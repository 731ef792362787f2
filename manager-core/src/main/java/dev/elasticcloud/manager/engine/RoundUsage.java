package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.spi.UsageSource;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import dev.elasticcloud.manager.view.UseClassifier;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The nodes' usage, read once per round for both the autoscaler and the snapshot.
///
/// @param latest the latest sample of each node, however old
/// @param fresh those recent enough to describe the present
/// @param uses what limits the jobs of each online node
record RoundUsage(
        Map<NodeName, NodeUsage> latest,
        Map<NodeName, NodeUsage> fresh,
        Map<NodeName, NodeUse> uses) {

    /// Age from which a usage sample is stale.
    private static final Duration FRESH = Duration.ofSeconds(10);

    RoundUsage {
        latest = Map.copyOf(latest);
        fresh = Map.copyOf(fresh);
        uses = Map.copyOf(uses);
    }

    /// @param at the time of day of this round
    static RoundUsage of(UsageSource source, CloudView cloud, Instant at) {
        Map<NodeName, NodeUsage> latest = new HashMap<>();
        Map<NodeName, NodeUsage> fresh = new HashMap<>();
        for (PodName pod : cloud.pods().keySet()) {
            for (NodeUsage sample : source.latest(pod)) {
                latest.put(sample.node(), sample);
                // A sample taken before the clock was set back lies in the future and is stale
                // too.
                if (Duration.between(sample.at(), at).abs().compareTo(FRESH) < 0) {
                    fresh.put(sample.node(), sample);
                }
            }
        }
        return new RoundUsage(latest, fresh, uses(cloud, fresh));
    }

    private static Map<NodeName, NodeUse> uses(CloudView cloud, Map<NodeName, NodeUsage> fresh) {
        int busy = cloud.busyNodes();
        Map<NodeName, NodeUse> uses = new HashMap<>();
        for (PodView pod : cloud.pods().values()) {
            for (NodeView node : pod.nodes()) {
                if (node.online()) {
                    uses.put(
                            node.node(),
                            UseClassifier.of(
                                    node, fresh.get(node.node()), cloud.hostOf(node), busy));
                }
            }
        }
        return uses;
    }

    /// A node's sample, if it is fresh and covers no part of the node's start.
    ///
    /// @param initialisation how long a start lasts
    Optional<NodeUsage> settled(NodeView node, Duration initialisation) {
        return Optional.ofNullable(fresh.get(node.node()))
                .filter(
                        u ->
                                u.at().isAfter(
                                                node.requireContainer()
                                                        .startedAt()
                                                        .plus(initialisation)));
    }
}
