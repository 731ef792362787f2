package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.Action;
import dev.elasticcloud.manager.model.CloudSpec;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Observation;
import java.time.Instant;
import java.util.Map;

/// All that the planner looks at.
///
/// @param underWay actions that have begun and not ended, by [Action#subject()]
/// @param blockedUntil subjects that failed of late and when they may be tried again;
///     [#startsOf] is the subject of a pod's node starts
/// @param probingSince since when nodes have been probed without a good answer
/// @param drainingSince since when nodes out of rotation have been finishing their jobs
public record PlanInput(
        CloudSpec spec,
        Observation observation,
        Map<String, Action> underWay,
        Map<String, Instant> blockedUntil,
        Map<NodeName, Instant> probingSince,
        Map<NodeName, Instant> drainingSince,
        Instant now) {

    public PlanInput {
        underWay = Map.copyOf(underWay);
        blockedUntil = Map.copyOf(blockedUntil);
        probingSince = Map.copyOf(probingSince);
        drainingSince = Map.copyOf(drainingSince);
    }

    public static PlanInput of(CloudSpec spec, Observation observation, Instant now) {
        return new PlanInput(spec, observation, Map.of(), Map.of(), Map.of(), Map.of(), now);
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
