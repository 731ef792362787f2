package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The logs of one or several nodes in one stream, in the order of their times. Lines that come
/// quickly are shown together, ten times a second at most.
public final class LogModel {

    /// How many lines are kept for all nodes together.
    static final int MOST = 5_000;

    /// How many nodes are followed at once: each is a stream of its own to the engine.
    public static final int MOST_NODES = 20;

    private static final int FIRST_LINES = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final NodeClient client;
    private final LocalFiles files;
    private final PacedRefresh pace;
    private final List<NodeLine> arrived = new ArrayList<>();
    private final Map<NodeName, Stream> streams = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<List<NodeLine>> lines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty held = new SimpleBooleanProperty();
    private List<NodeName> nodes = List.of();

    public LogModel(CloudConnection connection) {
        this.client = new NodeClient(connection);
        this.files = new LocalFiles(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::deliver);
        held.addListener((o, before, now) -> deliver());
    }

    /// The last lines, oldest first.
    ReadOnlyObjectProperty<List<NodeLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /// Why a log cannot be read; empty when all can be.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Whether the shown lines are frozen, while new lines are collected. Following other nodes
    /// ends it, or their log would look empty.
    BooleanProperty heldProperty() {
        return held;
    }

    /// The nodes that are followed.
    List<NodeName> nodes() {
        return nodes;
    }

    /// Follows only these nodes from now on, at most [#MOST_NODES] of them. The logs of nodes that
    /// are followed already stay open.
    public void follow(List<NodeName> wanted) {
        List<NodeName> chosen = wanted.stream().distinct().limit(MOST_NODES).toList();
        if (streams.keySet().equals(Set.copyOf(chosen))) {
            return;
        }
        List.copyOf(streams.keySet()).stream()
                .filter(node -> !chosen.contains(node))
                .forEach(this::end);
        nodes = chosen;
        lines.set(lines.get().stream().filter(this::isFollowed).toList());
        problem.set(
                streams.values().stream()
                        .map(Stream::problem)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse(""));
        held.set(false);
        chosen.stream().filter(node -> !streams.containsKey(node)).forEach(this::begin);
    }

    private void begin(NodeName node) {
        int number = 0;
        while (isTaken(number)) {
            number++;
        }
        Stream stream = new Stream(node, number);
        streams.put(node, stream);
        stream.open(LogQuery.last(Math.min(FIRST_LINES, MOST / nodes.size())));
    }

    private boolean isTaken(int number) {
        return streams.values().stream().anyMatch(stream -> stream.number == number);
    }

    private void end(NodeName node) {
        Stream ended = streams.remove(node);
        if (ended != null) {
            ended.close();
            arrived.removeIf(line -> line.node().equals(node));
        }
    }

    private boolean isFollowed(NodeLine line) {
        return streams.containsKey(line.node());
    }

    public void stop() {
        List.copyOf(streams.keySet()).forEach(this::end);
    }

    /// These lines as text, as they are copied and saved.
    String text(List<NodeLine> some) {
        boolean several = nodes.size() > 1;
        return some.stream()
                .map(
                        line ->
                                line.at()
                                        + (several ? " " + line.node() : "")
                                        + (line.error() ? " E " : " ")
                                        + line.text())
                .collect(Collectors.joining("\n"));
    }

    /// Writes these lines into a file.
    ///
    /// @param told receives a sentence about what became of it
    void save(List<NodeLine> some, Path file, Consumer<String> told) {
        files.write(
                file,
                (text(some) + "\n").getBytes(StandardCharsets.UTF_8),
                () -> told.accept("The lines shown are in " + file),
                told);
    }

    private void deliver() {
        if (held.get() || arrived.isEmpty()) {
            return;
        }
        List<NodeLine> all = new ArrayList<>(lines.get());
        all.addAll(arrived);
        arrived.clear();
        // Each node's lines are in order, so this is mostly a merge.
        all.sort(Comparator.comparing(NodeLine::at));
        trim(all);
        lines.set(List.copyOf(all));
    }

    private static void trim(List<NodeLine> all) {
        if (all.size() > MOST) {
            all.subList(0, all.size() - MOST).clear();
        }
    }

    /// The log of one followed node.
    private final class Stream {

        private final NodeName node;
        private final int number;
        private Runnable closing = () -> {};
        private String problem = "";

        Stream(NodeName node, int number) {
            this.node = node;
            this.number = number;
        }

        private void open(LogQuery query) {
            closing = client.followLogs(node, query, this::add, this::refuse);
        }

        private void close() {
            closing.run();
        }

        private String problem() {
            return problem;
        }

        private boolean isOpen() {
            return streams.get(node) == this;
        }

        private void add(List<LogLine> found) {
            if (isOpen()) {
                found.forEach(line -> arrived.add(NodeLine.of(node, number, line)));
                trim(arrived);
                pace.request();
            }
        }

        private void refuse(String why) {
            problem = node + ": " + why;
            if (isOpen()) {
                LogModel.this.problem.set(problem);
            }
        }
    }
}
