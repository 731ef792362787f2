package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.load.LoadTrace;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.scale.trial.ElasticityMeter;
import dev.elasticcloud.manager.scale.trial.PolicyTrial;
import dev.elasticcloud.manager.scale.trial.RecordedLoad;
import dev.elasticcloud.manager.scale.trial.TrialPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares this project's scaling policy with others on recorded load.
final class ElasticityBenchmark implements Benchmark {

    /// The shortest delay of a trial, which has steps of one second. A node of this project starts
    /// faster, with or without a spare (see the benchmark `reaction`).
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// One policy on one trace.
    ///
    /// @param thetaU the mean share of demand that was not supplied, in percent
    /// @param thetaO the mean excess supply as a share of demand, in percent
    /// @param tauU the share of time with too few nodes, in percent
    /// @param tauO the share of time with too many nodes, in percent
    /// @param lateShare the share of work that waited longer than a second
    record Row(
            String trace,
            String policy,
            double thetaU,
            double thetaO,
            double tauU,
            double tauO,
            double instability,
            double nodeHours,
            int actions,
            double lateShare) {

        static Row of(String trace, String policy, PolicyTrial.Outcome outcome) {
            ElasticityMeter.Result e = outcome.elasticity();
            return new Row(
                    trace,
                    policy,
                    e.thetaUnder(),
                    e.thetaOver(),
                    e.tauUnder(),
                    e.tauOver(),
                    e.instability(),
                    outcome.nodeHours(),
                    outcome.actions(),
                    outcome.lateShare());
        }
    }

    @Override
    public String name() {
        return "elasticity";
    }

    @Override
    public String about() {
        return "how well policies follow recorded load (--trace FILE), compared with Kubernetes'"
                + " and Knative's";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        BenchOptions options = bench.options();
        if (options.traces().isEmpty()) {
            throw new CloudException(
                    ErrorCode.INVALID, "No recorded load is given: add --trace FILE");
        }
        List<Row> rows = new ArrayList<>();
        List<Row> atOnce = new ArrayList<>();
        Files.createDirectories(options.out());
        for (Path file : options.traces()) {
            LoadTrace trace = LoadTrace.read(file);
            RecordedLoad load = trace.load(options.peakNodes());
            Map<Row, int[]> tried = compare(bench, trace.name(), load, options.startDelay());
            Path picture = options.out().resolve("elasticity-" + trace.name() + ".png");
            SupplyChart.draw(picture, trace.name(), load, tried);
            bench.say("  picture: %s", picture);
            rows.addAll(tried.keySet());
            atOnce.addAll(compare(bench, trace.name(), load, AT_ONCE).keySet());
        }
        bench.leave(
                name(),
                Map.of(
                        "peakNodes", options.peakNodes(),
                        "startDelaySeconds", seconds(options.startDelay()),
                        "rows", rows,
                        "rowsWhenNodesStartWithinASecond", atOnce,
                        "verdicts", TraceResult.of(rows)));
        TraceResult.of(rows).forEach(v -> bench.say("%s", v.sentence()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static List<TrialPolicy> policies(int most) {
        return List.of(
                TrialPolicy.staticPeak(most),
                TrialPolicy.band(most),
                TrialPolicy.hpa(most),
                TrialPolicy.kpa(most),
                TrialPolicy.elastic(most),
                TrialPolicy.withoutForecast(most));
    }

    /// Tries all policies and returns what each supplied, in their order.
    private static Map<Row, int[]> compare(
            BenchContext bench, String trace, RecordedLoad load, Duration startDelay) {
        bench.say("%n%s: %d s, nodes start in %.1f s", trace, load.seconds(), seconds(startDelay));
        bench.say(
                "  %-12s %9s %9s %8s %8s %8s %10s %8s %8s",
                "policy",
                "theta_U %",
                "theta_O %",
                "tau_U %",
                "tau_O %",
                "instab %",
                "node-hours",
                "actions",
                "late %");
        long begun = System.nanoTime();
        Map<Row, int[]> tried = new LinkedHashMap<>();
        policies(bench.options().peakNodes()).parallelStream()
                .map(
                        policy ->
                                Map.entry(
                                        policy,
                                        PolicyTrial.run(load, setup(load, policy, startDelay))))
                .toList()
                .forEach(
                        done ->
                                tried.put(
                                        Row.of(trace, done.getKey().name(), done.getValue()),
                                        done.getValue().supply()));
        for (Row row : tried.keySet()) {
            bench.say(
                    "  %-12s %9.4f %9.2f %8.3f %8.2f %8.2f %10.2f %8d %8.3f",
                    row.policy(),
                    row.thetaU(),
                    row.thetaO(),
                    row.tauU(),
                    row.tauO(),
                    row.instability(),
                    row.nodeHours(),
                    row.actions(),
                    100 * row.lateShare());
        }
        bench.say("  all policies in %.2f s", (System.nanoTime() - begun) / 1e9);
        return tried;
    }

    private static PolicyTrial.Setup setup(
            RecordedLoad load, TrialPolicy policy, Duration startDelay) {
        int first = Math.max(1, (int) Math.ceil(load.nodes()[0] - 1e-9));
        return new PolicyTrial.Setup(
                TrialPod.of(policy.elasticity(), policy.elasticity().clamp(first)),
                policy.every(),
                startDelay);
    }
}
