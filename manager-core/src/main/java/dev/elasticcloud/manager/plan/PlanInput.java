package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.Action;

import java.time.Instant;
import java.util.Map;

/// All that the planner looks at.
///
/// @param underWay actions that have begun and not ended, by [Action#subject()]
/// @param blockedUntil subjects that failed of late and when they may be tried again;
///     [#startsOf] is the subject of a pod's node starts
/// @param since how long nodes have been on their way
public record PlanInput(
        CloudSpec spec,
        Observation observation,
        Map<String, Action> underWay,
        Map<String, Instant> blockedUntil,
        Since since,
        Instant now) {

    public PlanInput {
        underWay = Map.copyOf(underWay);
        blockedUntil = Map.copyOf(blockedUntil);
    }

    /// When nodes came into a state that they must not stay in for ever.
    ///
    /// @param probing since when nodes have been probed without a good answer
    /// @param draining since when nodes out of rotation have been finishing their jobs
    /// @param offNetwork since when nodes have run without an address in their pod's network
    public record Since(
            Map<NodeName, Instant> probing,
            Map<NodeName, Instant> draining,
            Map<NodeName, Instant> offNetwork) {

        public static final Since NOTHING = new Since(Map.of(), Map.of(), Map.of());

        public Since {
            probing = Map.copyOf(probing);
            draining = Map.copyOf(draining);
            offNetwork = Map.copyOf(offNetwork);
        }
    }

    public static PlanInput of(CloudSpec spec, Observation observation, Instant now) {
        return new PlanInput(spec, observation, Map.of(), Map.of(), Since.NOTHING, now);
    }

    /// The subject under which failing node starts of a pod are held back.
    public static String startsOf(dev.elasticcloud.manager.model.PodName pod) {
        return "starts of " + pod;
    }

    boolean blocked(String subject) {
        Instant until = blockedUntil.get(subject);
        return until != null && now.isBefore(until);
    }
}
