package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;

/// The logs of one or several nodes in one log, in the order of their times. Lines that come
/// quickly are shown together, ten times a second at most.
public final class LogModel {

    /// How many lines are kept for all nodes together.
    static final int MOST = 5_000;

    /// How many nodes are followed at once: each is a log of its own to the engine.
    public static final int MOST_NODES = 20;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final CloudConnection connection;
    private final NodeClient client;
    private final LocalFiles files;
    private final PacedRefresh pace;
    private final List<NodeLine> arrived = new ArrayList<>();
    private final Map<NodeName, NodeLog> logs = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<List<NodeLine>> lines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty held = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<LogSpan> span = new ReadOnlyObjectWrapper<>(LogSpan.ALL);
    private final ChangeListener<CloudSnapshot> restarts =
            (o, before, now) -> goOn(NodeLog::livesAgain);
    private List<NodeName> nodes = List.of();

    public LogModel(CloudConnection connection) {
        this.connection = connection;
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

    /// From when on lines are read.
    ReadOnlyObjectProperty<LogSpan> spanProperty() {
        return span.getReadOnlyProperty();
    }

    /// Reads the logs again from an earlier or later moment on.
    void showSpan(LogSpan changed) {
        if (changed == span.get()) {
            return;
        }
        span.set(changed);
        List<NodeName> followed = nodes;
        stop();
        lines.set(List.of());
        follow(followed);
    }

    /// Follows only these nodes from now on, at most [#MOST_NODES] of them. The logs of nodes that
    /// are followed already stay open; those that have ended or were refused are continued.
    public void follow(List<NodeName> wanted) {
        List<NodeName> chosen = wanted.stream().distinct().limit(MOST_NODES).toList();
        connection.snapshotProperty().removeListener(restarts);
        connection.snapshotProperty().addListener(restarts);
        goOn(log -> chosen.contains(log.node));
        if (logs.keySet().equals(Set.copyOf(chosen))) {
            return;
        }
        List.copyOf(logs.keySet()).stream()
                .filter(node -> !chosen.contains(node))
                .forEach(this::end);
        nodes = chosen;
        lines.set(lines.get().stream().filter(this::isFollowed).toList());
        tellProblem();
        held.set(false);
        chosen.stream().filter(node -> !logs.containsKey(node)).forEach(this::begin);
    }

    private void tellProblem() {
        problem.set(
                logs.values().stream()
                        .map(log -> log.problem)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /// Continues logs that are over, after the last line that was read.
    private void goOn(Predicate<NodeLog> which) {
        List<NodeLog> over = logs.values().stream().filter(log -> log.over).filter(which).toList();
        for (NodeLog ended : over) {
            ended.close();
            NodeLog next = new NodeLog(ended.node, ended.number);
            logs.put(ended.node, next);
            next.open(afterLastLine(ended.node));
        }
        if (!over.isEmpty()) {
            tellProblem();
        }
    }

    private LogQuery afterLastLine(NodeName node) {
        return Stream.concat(lines.get().stream(), arrived.stream())
                .filter(line -> line.node().equals(node))
                .map(NodeLine::at)
                .max(Comparator.naturalOrder())
                .map(last -> new LogQuery(share(), last.plusNanos(1)))
                .orElseGet(this::fromStart);
    }

    private LogQuery fromStart() {
        return new LogQuery(share(), span.get().since(connection.snapshot().at()).orElse(null));
    }

    private int share() {
        return MOST / Math.max(1, nodes.size());
    }

    private void begin(NodeName node) {
        int number = 0;
        while (isTaken(number)) {
            number++;
        }
        NodeLog log = new NodeLog(node, number);
        logs.put(node, log);
        log.open(fromStart());
    }

    private boolean isTaken(int number) {
        return logs.values().stream().anyMatch(log -> log.number == number);
    }

    private void end(NodeName node) {
        NodeLog ended = logs.remove(node);
        if (ended != null) {
            ended.close();
            arrived.removeIf(line -> line.node().equals(node));
        }
    }

    private boolean isFollowed(NodeLine line) {
        return logs.containsKey(line.node());
    }

    public void stop() {
        connection.snapshotProperty().removeListener(restarts);
        List.copyOf(logs.keySet()).forEach(this::end);
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
                () -> told.accept(Texts.text("nodes.log.saved", file)),
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

    /// A node's container and state; empty when it has none.
    private String life(NodeName node) {
        return connection.snapshot().pods().values().stream()
                .flatMap(pod -> pod.nodes().stream())
                .filter(status -> status.node().equals(node) && !status.containerId().isEmpty())
                .findFirst()
                .map(status -> status.containerId() + " " + status.state())
                .orElse("");
    }

    /// The log of one followed node.
    private final class NodeLog {

        private final NodeName node;
        private final int number;
        private Runnable closing = () -> {};
        private String problem = "";
        private boolean over;
        private String lastLife = "";

        NodeLog(NodeName node, int number) {
            this.node = node;
            this.number = number;
        }

        private void open(LogQuery query) {
            closing = client.followLogs(node, query, this::add, this::end);
        }

        private void close() {
            closing.run();
        }

        private boolean isOpen() {
            return logs.get(node) == this;
        }

        /// Whether its node has changed since the log was over, so that reading it may succeed.
        private boolean livesAgain() {
            String before = lastLife;
            lastLife = life(node);
            return !lastLife.isEmpty() && !lastLife.equals(before);
        }

        private void add(List<LogLine> found) {
            if (isOpen()) {
                found.forEach(line -> arrived.add(NodeLine.of(node, number, line)));
                trim(arrived);
                pace.request();
            }
        }

        /// @param why empty when the log has ended with its container
        private void end(String why) {
            over = true;
            lastLife = life(node);
            problem = why.isEmpty() ? "" : node + ": " + why;
            tellProblem();
        }
    }
}
