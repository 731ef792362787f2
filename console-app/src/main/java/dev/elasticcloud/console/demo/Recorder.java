package dev.elasticcloud.console.demo;

import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Records a demonstration: the node counts of each pod, and tables of usage and decisions.
final class Recorder {

    private final Map<PodName, Integer> initial = new TreeMap<>();
    private final Map<PodName, Integer> peak = new TreeMap<>();

    void begin(CloudSnapshot snapshot) {
        snapshot.pods().values().forEach(p -> initial.put(p.name(), p.online()));
    }

    synchronized void follow(CloudSnapshot snapshot) {
        snapshot.pods().values().forEach(p -> peak.merge(p.name(), p.online(), Math::max));
    }

    int initial(PodName pod) {
        return initial.getOrDefault(pod, 0);
    }

    synchronized int peak(PodName pod) {
        return peak.getOrDefault(pod, 0);
    }

    static void writeUsage(CloudManager cloud, CloudSnapshot last, Duration window, Path file) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "at",
                        "pod",
                        "online",
                        "spare",
                        "running",
                        "queued",
                        "jobs_per_second",
                        "demand_nodes",
                        "cpu_share",
                        "memory_share"));
        for (PodStatus pod : last.podsBySize()) {
            for (PodHistory.Point p : cloud.history(pod.name(), window).points()) {
                rows.add(
                        List.of(
                                p.at().toString(),
                                pod.name().value(),
                                Integer.toString(p.online()),
                                Integer.toString(p.spare()),
                                Integer.toString(p.running()),
                                Integer.toString(p.queued()),
                                String.format(Locale.ROOT, "%.2f", p.arrivalRate()),
                                String.format(Locale.ROOT, "%.2f", p.demand()),
                                share(p.cpuShare()),
                                share(p.memoryShare())));
            }
        }
        write(rows, file);
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.3f", share.getAsDouble()) : "";
    }

    static void writeDecisions(Map<PodName, List<Decision>> decisions, Path file) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "at",
                        "until",
                        "pod",
                        "verdict",
                        "nodes",
                        "wanted",
                        "online",
                        "running",
                        "queued",
                        "sentence"));
        decisions.forEach(
                (pod, all) -> all.reversed().forEach(decision -> rows.add(row(pod, decision))));
        write(rows, file);
    }

    private static List<String> row(PodName pod, Decision decision) {
        return List.of(
                decision.at().toString(),
                decision.until().toString(),
                pod.value(),
                decision.verdict().name(),
                Integer.toString(decision.nodes()),
                Integer.toString(decision.wanted()),
                Integer.toString(decision.inputs().online()),
                Integer.toString(decision.inputs().running()),
                Integer.toString(decision.inputs().queued()),
                decision.sentence());
    }

    private static void write(List<List<String>> rows, Path file) {
        try {
            Files.writeString(file, rows.stream().map(Csv::line).collect(Collectors.joining()));
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        }
    }

    static String line(CloudSnapshot snapshot) {
        StringBuilder line = new StringBuilder();
        for (PodStatus pod : snapshot.podsBySize()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  %s %d node%s (%d spare) %d running %d queued",
                            pod.name(),
                            pod.online(),
                            pod.online() == 1 ? "" : "s",
                            pod.count(NodeState.SPARE),
                            pod.load().running(),
                            pod.load().queued()));
        }
        return line.toString();
    }
}
