package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.connection.RecordClient;
import dev.elasticcloud.console.feature.nodes.log.LogModel;
import dev.elasticcloud.console.feature.nodes.terminal.TerminalModel;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// One node in detail: what the engine knows about it, its events, its log, and a terminal in
/// it.
final class NodePaneModel {

    private static final int EVENTS = 1_000;

    private final CloudConnection connection;
    private final NodesModel all;
    private final NodeClient nodes;
    private final RecordClient records;

    private final ReadOnlyStringWrapper json = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<CloudEvent>> events =
            new ReadOnlyObjectWrapper<>(List.of());
    private final LogModel log;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final Map<NodeName, TerminalModel> terminals = new HashMap<>();
    private @Nullable NodeName node;
    private boolean together;

    NodePaneModel(CloudConnection connection, NodesModel all) {
        this.connection = connection;
        this.all = all;
        this.nodes = new NodeClient(connection);
        this.records = new RecordClient(connection);
        this.log = new LogModel(connection);
    }

    ReadOnlyStringProperty jsonProperty() {
        return json.getReadOnlyProperty();
    }

    /// What happened to the node, newest first.
    ReadOnlyObjectProperty<List<CloudEvent>> eventsProperty() {
        return events.getReadOnlyProperty();
    }

    /// The log of the node, or of all selected nodes together.
    LogModel log() {
        return log;
    }

    /// Why something could not be read; empty when everything could.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Shows another node, or none.
    void show(@Nullable NodeName changed) {
        if (changed == null) {
            stopLog();
        }
        if (changed == null || !changed.equals(node)) {
            node = changed;
            json.set("");
            events.set(List.of());
            problem.set("");
        }
    }

    @Nullable NodeItem item() {
        NodeName shown = node;
        return shown == null ? null : all.item(shown);
    }

    /// Why this user may not see what the engine knows; empty when they may.
    String inspectRefusal() {
        return connection.refusal(Role.OWNER);
    }

    boolean isSimulated() {
        return connection.snapshot().engine().kind().equals("simulated");
    }

    /// The node's problem; absent when there is none.
    Optional<Problem> trouble() {
        CloudSnapshot now = connection.snapshot();
        return now.problems().stream()
                .filter(p -> p.subject() instanceof Subject.Node s && s.name().equals(node))
                .findFirst();
    }

    void readJson() {
        NodeName shown = node;
        if (shown != null && inspectRefusal().isEmpty()) {
            nodes.inspect(
                    shown,
                    text -> ifStill(shown, () -> json.set(JsonText.laidOut(text))),
                    refused(shown));
        }
    }

    void readEvents() {
        NodeName shown = node;
        NodeItem item = item();
        if (shown == null || item == null) {
            return;
        }
        records.events(
                new EventQuery(item.pod(), Set.of(), null, 0, EVENTS),
                found ->
                        ifStill(
                                shown,
                                () ->
                                        events.set(
                                                found.stream()
                                                        .filter(e -> shown.equals(e.node()))
                                                        .toList())),
                refused(shown));
    }

    /// Whether the logs of all chosen nodes are shown in one stream.
    boolean isTogether() {
        return together;
    }

    /// Takes effect when the log is next followed.
    void showTogether(boolean on) {
        together = on;
    }

    /// The nodes whose logs can be shown in one stream: this one, then the chosen ones.
    List<NodeName> chosen() {
        Set<NodeName> names = new LinkedHashSet<>();
        if (node != null) {
            names.add(node);
        }
        names.addAll(new TreeSet<>(all.checkedProperty().get()));
        return List.copyOf(names);
    }

    void followLog() {
        NodeName shown = node;
        if (shown != null) {
            log.follow(together ? chosen() : List.of(shown));
        }
    }

    void stopLog() {
        log.stop();
    }

    /// The terminal in the node. It stays open while another node is shown.
    Optional<TerminalModel> terminal() {
        terminals
                .entrySet()
                .removeIf(each -> !each.getKey().equals(node) && !each.getValue().isLive());
        return Optional.ofNullable(node)
                .map(
                        shown ->
                                terminals.computeIfAbsent(
                                        shown, name -> new TerminalModel(connection, name)));
    }

    /// Ends the shells in all nodes.
    void closeTerminals() {
        terminals.values().forEach(TerminalModel::close);
        terminals.clear();
    }

    private Consumer<String> refused(NodeName shown) {
        return why -> ifStill(shown, () -> problem.set(why));
    }

    private void ifStill(NodeName shown, Runnable task) {
        if (shown.equals(node)) {
            task.run();
        }
    }
}
