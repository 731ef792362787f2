package dev.elasticcloud.manager.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.scale.AutoscalerConformanceTest.Section;
import dev.elasticcloud.manager.scale.kpa.DelayWindow;
import dev.elasticcloud.manager.scale.kpa.PodAutoscaler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The sequences of Knative's pod autoscaler.
final class KnativeCases {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private KnativeCases() {}

    static List<Section> sections() {
        return List.of(new Section("sequences", (file, c) -> sequence(c)));
    }

    private static String sequence(JsonNode c) {
        ObjectNode spec = c.path("spec").deepCopy();
        PodAutoscaler.Memory memory =
                PodAutoscaler.Memory.startingWith(c.path("initial_ready_pods").intValue(), START);
        if (c.path("preset_panic_age_s").isNumber()) {
            memory =
                    new PodAutoscaler.Memory(
                            START.minus(seconds(c.path("preset_panic_age_s"))),
                            c.path("preset_max_panic_pods").intValue(),
                            DelayWindow.EMPTY);
        }
        StringBuilder wrong = new StringBuilder();
        int number = 0;
        for (JsonNode step : c.path("steps")) {
            number++;
            if (step.path("change_spec").isObject()) {
                spec.setAll((ObjectNode) step.path("change_spec"));
            }
            PodAutoscaler.Result result =
                    PodAutoscaler.turn(
                            settings(spec),
                            new PodAutoscaler.Seen(
                                    step.path("ready_pods").intValue(),
                                    step.path("stable_value").doubleValue(),
                                    step.path("panic_value").doubleValue(),
                                    START.plus(seconds(step.path("t_s")))),
                            memory);
            memory = result.memory();
            wrong.append(
                    AutoscalerConformanceTest.differs(
                            "count at step " + number,
                            step.path("expected_desired"),
                            result.pods()));
            JsonNode burst = step.path("expected_excess_burst");
            if (burst.isNumber() && Math.abs(burst.intValue() - result.excessBurst()) > 1) {
                wrong.append(
                        "excess burst at step %d is %d, expected %s; "
                                .formatted(number, result.excessBurst(), burst));
            }
        }
        return wrong.toString();
    }

    private static PodAutoscaler.Settings settings(JsonNode spec) {
        double target = spec.path("target").doubleValue();
        return new PodAutoscaler.Settings(
                target,
                target / spec.path("utilization").asDouble(1),
                spec.path("target_burst_capacity").doubleValue(),
                spec.path("panic_threshold").doubleValue(),
                spec.path("max_scale_up_rate").doubleValue(),
                spec.path("max_scale_down_rate").doubleValue(),
                seconds(spec.path("stable_window_s")),
                seconds(spec.path("scale_down_delay_s")),
                spec.path("reachable").asBoolean(),
                spec.path("activation_scale").asInt(1));
    }

    private static Duration seconds(JsonNode value) {
        return ReplicaCases.seconds(value);
    }
}
