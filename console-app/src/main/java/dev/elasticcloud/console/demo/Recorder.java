package dev.elasticcloud.console.demo;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

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
        List<String> rows = new ArrayList<>();
        rows.add(
                "at,pod,online,spare,running,queued,jobs_per_second,demand_nodes,cpu_share,memory_share");
        for (PodStatus pod : last.podsBySize()) {
            for (PodHistory.Point p : cloud.history(pod.name(), window).points()) {
                rows.add(
                        String.format(
                                Locale.ROOT,
                                "%s,%s,%d,%d,%d,%d,%.2f,%.2f,%s,%s",
                                p.at(),
                                pod.name(),
                                p.online(),
                                p.spare(),
                                p.running(),
                                p.queued(),
                                p.arrivalRate(),
                                p.demand(),
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
        List<String> rows = new ArrayList<>();
        rows.add("at,until,pod,verdict,nodes,wanted,online,running,queued,sentence");
        decisions.forEach(
                (pod, all) ->
                        all.reversed()
                                .forEach(
                                        d ->
                                                rows.add(
                                                        String.join(
                                                                ",",
                                                                d.at().toString(),
                                                                d.until().toString(),
                                                                pod.value(),
                                                                d.verdict().name(),
                                                                "" + d.nodes(),
                                                                "" + d.wanted(),
                                                                "" + d.inputs().online(),
                                                                "" + d.inputs().running(),
                                                                "" + d.inputs().queued(),
                                                                quoted(d.sentence())))));
        write(rows, file);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void write(List<String> rows, Path file) {
        try {
            Files.write(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
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
