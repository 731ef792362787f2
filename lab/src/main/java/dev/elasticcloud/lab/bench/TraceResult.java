package dev.elasticcloud.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How this project's policy compares with the others on one trace.
///
/// @param beatsHpa whether it has less unmet demand and fewer node-hours than Kubernetes'
///     autoscaler; if that has no unmet demand, none counts as less
/// @param matchesKpa whether it has no more unmet demand than Knative's autoscaler, with at most
///     1.05 times its node-hours
/// @param undominated whether no other policy has both no more unmet demand and no more node-hours
record TraceResult(
        String trace, boolean beatsHpa, boolean matchesKpa, boolean undominated, String sentence) {

    private static final double ALLOWANCE = 1.05;

    static List<TraceResult> of(List<ElasticityBenchmark.Row> rows) {
        Map<String, Map<String, ElasticityBenchmark.Row>> traces = new LinkedHashMap<>();
        for (ElasticityBenchmark.Row row : rows) {
            traces.computeIfAbsent(row.trace(), t -> new LinkedHashMap<>()).put(row.policy(), row);
        }
        List<TraceResult> verdicts = new ArrayList<>();
        traces.forEach((trace, of) -> verdicts.add(of(trace, of)));
        return verdicts;
    }

    private static TraceResult of(String trace, Map<String, ElasticityBenchmark.Row> rows) {
        ElasticityBenchmark.Row ours = rows.get("elastic");
        ElasticityBenchmark.Row hpa = rows.get("hpa");
        ElasticityBenchmark.Row kpa = rows.get("kpa");
        if (ours == null || hpa == null || kpa == null) {
            throw new IllegalArgumentException(
                    "Trace " + trace + " has no result of a policy to compare with");
        }
        boolean less = ours.thetaU() < hpa.thetaU() || ours.thetaU() == 0 && hpa.thetaU() == 0;
        boolean beats = less && ours.nodeHours() < hpa.nodeHours();
        boolean matches =
                ours.thetaU() <= kpa.thetaU() && ours.nodeHours() <= ALLOWANCE * kpa.nodeHours();
        List<String> above = new ArrayList<>();
        for (ElasticityBenchmark.Row row : rows.values()) {
            boolean noWorse = row.thetaU() <= ours.thetaU() && row.nodeHours() <= ours.nodeHours();
            if (!row.policy().equals("elastic") && !row.policy().equals("no-forecast") && noWorse) {
                above.add(row.policy());
            }
        }
        String sentence =
                ("%s: unmet %.4f %% with %.1f node-hours; hpa %.4f %% with %.1f (%s),"
                                + " kpa %.4f %% with %.1f (%s), %s")
                        .formatted(
                                trace,
                                ours.thetaU(),
                                ours.nodeHours(),
                                hpa.thetaU(),
                                hpa.nodeHours(),
                                beats ? "beaten" : "NOT beaten",
                                kpa.thetaU(),
                                kpa.nodeHours(),
                                matches ? "matched" : "NOT matched",
                                above.isEmpty()
                                        ? "not dominated"
                                        : "DOMINATED by " + String.join(", ", above));
        return new TraceResult(trace, beats, matches, above.isEmpty(), sentence);
    }
}
