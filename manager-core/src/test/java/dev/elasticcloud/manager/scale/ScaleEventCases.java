package dev.elasticcloud.manager.scale;

import static dev.elasticcloud.manager.scale.AutoscalerConformanceTest.differs;
import static dev.elasticcloud.manager.scale.BehaviourCases.NOW;
import static dev.elasticcloud.manager.scale.BehaviourCases.changes;
import static dev.elasticcloud.manager.scale.BehaviourCases.direction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import dev.elasticcloud.manager.scale.hpa.ScaleEvents;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which changes of the count are remembered, and for how long.
final class ScaleEventCases {

    private ScaleEventCases() {}

    /// Expectations for changes upward apply to changes downward as well.
    static String events(JsonNode c) {
        ScaleEvents before = changes(c.path("previous_events"));
        String wrong =
                differs(
                        "change before",
                        c.path("expected_change_in_last_60s_before"),
                        before.within(Duration.ofMinutes(1), NOW));
        boolean declared = c.path("rules").isObject();
        int change = c.path("replica_change").intValue();
        ScalingBehaviour.Direction rules =
                direction(c.path("rules"), ScalingBehaviour.KUBERNETES.up());
        for (int sign : new int[] {1, -1}) {
            HorizontalScaler.Memory memory =
                    HorizontalScaler.turn(
                                    new HorizontalScaler.Turn(
                                            100,
                                            0,
                                            1000,
                                            List.of(
                                                    new MetricProposal.Counted(
                                                            100 + sign * change, 0, 0)),
                                            declared ? Optional.of(free(rules)) : Optional.empty(),
                                            HorizontalScaler.DEFAULT_CALM,
                                            0,
                                            NOW),
                                    new HorizontalScaler.Memory(
                                            StabilizationWindow.NONE, before, before))
                            .memory();
            ScaleEvents after = sign > 0 ? memory.grown() : memory.shrunk();
            wrong += sameEvents(c.path("expected_events_after"), after);
        }
        return wrong;
    }

    /// The rules with a limit that allows any change, so that the change is stored as given.
    private static ScalingBehaviour free(ScalingBehaviour.Direction rules) {
        List<ScalingBehaviour.Step> steps = new ArrayList<>(rules.steps());
        steps.add(ScalingBehaviour.Step.nodes(1000, Duration.ofSeconds(1)));
        ScalingBehaviour.Direction wide =
                new ScalingBehaviour.Direction(ScalingBehaviour.Select.MAX, Duration.ZERO, steps);
        return new ScalingBehaviour(wide, wide);
    }

    private static String sameEvents(JsonNode expected, ScaleEvents actual) {
        List<String> wanted = new ArrayList<>();
        expected.forEach(
                e -> wanted.add(e.path("change").asInt() + " " + e.path("outdated").asBoolean()));
        List<String> got =
                actual.events().stream().map(e -> e.change() + " " + e.outdated()).toList();
        return wanted.equals(got) ? "" : "events are %s, expected %s; ".formatted(got, wanted);
    }
}
