package dev.elasticcloud.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The options of benchmarks.
///
/// @param home the folder with `pod-dockerfiles` and `haproxy`
/// @param out the folder for the figures
/// @param traces files of recorded load, `time_s,requests` in each line after the first
/// @param peakNodes how many nodes a trace's peak load needs
/// @param hostWork how much work of the whole host a burst of `host` is
/// @param cases which cases of `host` to run; all when empty
/// @param startDelay how long a node takes to start in simulated runs
public record BenchOptions(
        Path home,
        Path out,
        List<Path> traces,
        int peakNodes,
        Duration startDelay,
        Duration hostWork,
        List<String> cases) {

    /// The cases of `host`.
    static final List<String> CASES =
            List.of("light", "medium", "heavy", "waiting", "mix", "startCost");

    public BenchOptions {
        traces = List.copyOf(traces);
        cases = List.copyOf(cases);
        if (peakNodes < 1 || peakNodes > 10_000) {
            throw new IllegalArgumentException(
                    "Peak nodes must be from 1 to 10000, got " + peakNodes);
        }
        if (hostWork.toSeconds() < 2 || hostWork.toSeconds() > 600) {
            throw new IllegalArgumentException(
                    "Host work must be from 2 s to 10 min, got %d s"
                            .formatted(hostWork.toSeconds()));
        }
        if (startDelay.isNegative()) {
            throw new IllegalArgumentException("The start delay must not be negative");
        }
        for (String one : cases) {
            if (!CASES.contains(one)) {
                throw new IllegalArgumentException(
                        "There is no case '%s': give one of %s".formatted(one, CASES));
            }
        }
    }

    /// Whether a case is to be run.
    boolean runs(String one) {
        return cases.isEmpty() || cases.contains(one);
    }
}
