package dev.elasticcloud.console.demo;

import java.nio.file.Path;
import java.util.Map;

/// Whether a demonstration passed: every job ended well, none was lost, and nothing of the cloud
/// was left behind.
public record DemoVerdict(DemoReport report) {

    public boolean passed() {
        return report.lost() == 0
                && report.leftBehind().equals(DemoReport.LeftBehind.NOTHING)
                && report.pods().values().stream().allMatch(DemoVerdict::endedWell);
    }

    private static boolean endedWell(DemoReport.PodReport pod) {
        return pod.jobs().failed() == 0 && pod.jobs().open() == 0;
    }

    /// A line for each pod, and one for the whole.
    ///
    /// @param out where the report is
    public String text(Path out) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, DemoReport.PodReport> pod : report.pods().entrySet()) {
            DemoReport.PodReport r = pod.getValue();
            text.append(
                    "  %-8s nodes %d → %d → %d, %d jobs completed, %d failed, p95 %.0f ms (%.0f ms alone)%n"
                            .formatted(
                                    pod.getKey(),
                                    r.initialNodes(),
                                    r.peakNodes(),
                                    r.finalNodes(),
                                    r.jobs().completed(),
                                    r.jobs().failed(),
                                    r.latencyMs().p95(),
                                    r.latencyMs().unloaded()));
        }
        return text.append(
                        "The demo %s on %s %s in %.0f s: %d jobs lost, %d containers and %d networks left behind. The report is in %s"
                                .formatted(
                                        passed() ? "passed" : "failed",
                                        report.engine(),
                                        report.engineVersion(),
                                        report.seconds(),
                                        report.lost(),
                                        report.leftBehind().containers(),
                                        report.leftBehind().networks(),
                                        out))
                .toString();
    }
}
