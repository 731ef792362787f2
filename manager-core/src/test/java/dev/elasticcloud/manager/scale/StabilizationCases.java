package dev.elasticcloud.manager.scale;

import static dev.elasticcloud.manager.scale.AutoscalerConformanceTest.differs;
import static dev.elasticcloud.manager.scale.BehaviourCases.NOW;
import static dev.elasticcloud.manager.scale.BehaviourCases.seconds;
import static dev.elasticcloud.manager.scale.BehaviourCases.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How earlier proposals hold back the count.
final class StabilizationCases {

    private StabilizationCases() {}

    static String defaultCalm(JsonNode c) {
        StabilizationWindow.Calmed calmed =
                window(c.path("recommendations"))
                        .highest(
                                c.path("desired_before").intValue(),
                                Duration.ofSeconds(c.path("window_s").asLong()),
                                NOW);
        return differs("count", c.path("expected_replicas"), calmed.replicas())
                + differs(
                        "log",
                        c.path("expected_log_length"),
                        calmed.remembered().proposals().size());
    }

    static String calm(JsonNode c) {
        ScalingBehaviour behaviour =
                new ScalingBehaviour(
                        ScalingBehaviour.KUBERNETES
                                .up()
                                .withCalm(seconds(c.path("scale_up_stabilization_s"))),
                        ScalingBehaviour.KUBERNETES
                                .down()
                                .withCalm(seconds(c.path("scale_down_stabilization_s"))));
        StabilizationWindow.Calmed calmed =
                window(c.path("recommendations"))
                        .calm(
                                c.path("current_replicas").intValue(),
                                c.path("desired_before").intValue(),
                                behaviour,
                                NOW);
        List<Integer> log =
                calmed.remembered().proposals().stream()
                        .map(StabilizationWindow.Proposal::replicas)
                        .toList();
        List<Integer> expected = new ArrayList<>();
        c.path("expected_log").forEach(n -> expected.add(n.intValue()));
        boolean same = !c.path("expected_log").isArray() || log.equals(expected);
        return differs("count", c.path("expected_replicas"), calmed.replicas())
                + (same ? "" : "log is %s, expected %s; ".formatted(log, expected));
    }
}
