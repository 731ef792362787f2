package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.time.Instant;
import java.util.List;

/// The log and details of a simulated node's program.
final class SimulatedProgram {

    private SimulatedProgram() {}

    /// The few known facts, in the form in which Docker gives them.
    static String inspect(NodeContainer node) {
        return """
                {"Id":"%s","Name":"/%s","Created":"%s",\
                "State":{"Status":"%s","StartedAt":"%s"},\
                "HostConfig":{"NanoCpus":%d,"Memory":%d,"PidsLimit":%d},\
                "Config":{"Image":"simulated/%s"},"Simulated":true}"""
                .formatted(
                        node.id(),
                        node.node(),
                        node.startedAt(),
                        node.state() == NodeContainer.State.FROZEN ? "paused" : "running",
                        node.startedAt(),
                        Math.round(node.limits().cpus() * 1e9),
                        node.limits().memoryBytes(),
                        node.limits().pids(),
                        node.pod());
    }

    /// One line, which says that the program is simulated.
    static List<LogLine> logs(NodeContainer node, LogQuery query) {
        LogLine only =
                new LogLine(
                        node.startedAt(),
                        false,
                        "simulated node %s of pod %s".formatted(node.node(), node.pod()));
        Instant since = query.since();
        boolean shown = query.tail() > 0 && (since == null || !only.at().isBefore(since));
        return shown ? List.of(only) : List.of();
    }
}
