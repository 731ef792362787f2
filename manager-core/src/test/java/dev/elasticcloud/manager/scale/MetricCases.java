package dev.elasticcloud.manager.scale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.scale.AutoscalerConformanceTest.Section;
import dev.elasticcloud.manager.scale.trial.ElasticityMeter;
import java.util.List;
import java.util.TreeSet;

/// The cases of the elasticity metrics.
final class MetricCases {

    private MetricCases() {}

    static List<Section> sections() {
        return List.of(new Section("cases", (file, c) -> measure(c)));
    }

    private static String measure(JsonNode c) {
        double end = c.path("duration").doubleValue();
        TreeSet<Double> times = new TreeSet<>();
        c.path("demand").forEach(point -> times.add(point.get(0).doubleValue()));
        c.path("supply").forEach(point -> times.add(point.get(0).doubleValue()));
        ElasticityMeter meter = new ElasticityMeter();
        for (double time : times) {
            Double next = times.higher(time);
            double until = Math.min(end, next == null ? end : next);
            meter.add(
                    valueAt(c.path("demand"), time),
                    valueAt(c.path("supply"), time),
                    Math.max(0, until - time));
        }
        ElasticityMeter.Result result = meter.result();
        JsonNode expected = c.path("expected");
        return differs(expected, "accuracy_O", result.over())
                + differs(expected, "accuracy_U", result.under())
                + differs(expected, "timeshare_O", result.tauOver() / 100)
                + differs(expected, "timeshare_U", result.tauUnder() / 100)
                + differs(expected, "jitter_per_time_unit", result.jitter());
    }

    private static int valueAt(JsonNode series, double time) {
        int value = 0;
        for (JsonNode point : series) {
            if (point.get(0).doubleValue() <= time) {
                value = point.get(1).intValue();
            }
        }
        return value;
    }

    private static String differs(JsonNode expected, String what, double actual) {
        JsonNode wanted = expected.path(what);
        return wanted.isMissingNode() || Math.abs(wanted.doubleValue() - actual) < 1e-9
                ? ""
                : "%s is %f, expected %s; ".formatted(what, actual, wanted);
    }
}
