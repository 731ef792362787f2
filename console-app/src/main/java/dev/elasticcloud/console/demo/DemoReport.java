package dev.elasticcloud.console.demo;

import java.util.List;
import java.util.Map;

/// The content of `summary.json`; other programs rely on the names.
public record DemoReport(
        String engine,
        String engineVersion,
        String balancerVersion,
        double seconds,
        Map<String, PodReport> pods,
        long lost,
        LeftBehind leftBehind,
        List<String> pictures) {

    public record PodReport(
            int initialNodes,
            int peakNodes,
            int finalNodes,
            int scaleUps,
            int scaleDowns,
            Jobs jobs,
            LatencyMs latencyMs) {}

    public record Jobs(long accepted, long completed, long failed, long cancelled, long open) {}

    /// From acceptance to the answer.
    ///
    /// @param unloaded of one job alone, before the load
    public record LatencyMs(double unloaded, double p50, double p95, double p99) {}

    /// What was still in Docker after everything had been removed.
    public record LeftBehind(int containers, int networks) {

        static final LeftBehind NOTHING = new LeftBehind(0, 0);
    }
}
