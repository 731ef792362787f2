package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The logs of one or several nodes in one stream, in the order of their times. Lines that come
/// quickly are shown together, ten times a second at most.
public final class LogModel {

    /// How many lines are kept for all nodes together.
    static final int MOST = 5_000;

    private static final int FIRST_LINES = 500;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final NodeClient client;
    private final PacedRefresh pace;
    private final List<NodeLine> arrived = new ArrayList<>();
    private final List<Runnable> following = new ArrayList<>();
    private final ReadOnlyObjectWrapper<List<NodeLine>> lines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private List<NodeName> nodes = List.of();
    private long stream;
    private boolean held;

    public LogModel(CloudConnection connection) {
        this.client = new NodeClient(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::deliver);
    }

    /// The last lines, oldest first.
    ReadOnlyObjectProperty<List<NodeLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /// Why a log cannot be read; empty when all can be.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The nodes that are followed.
    List<NodeName> nodes() {
        return nodes;
    }

    /// Follows only these nodes from now on.
    public void follow(List<NodeName> wanted) {
        stop();
        nodes = List.copyOf(wanted);
        lines.set(List.of());
        problem.set("");
        long mine = stream;
        int most = Math.max(1, MOST / Math.max(1, nodes.size()));
        for (int i = 0; i < nodes.size(); i++) {
            NodeName node = nodes.get(i);
            int number = i;
            following.add(
                    client.followLogs(
                            node,
                            LogQuery.last(Math.min(FIRST_LINES, most)),
                            found -> add(mine, node, number, found),
                            why -> {
                                if (mine == stream) {
                                    problem.set(node + ": " + why);
                                }
                            }));
        }
    }

    public void stop() {
        stream++;
        following.forEach(Runnable::run);
        following.clear();
        arrived.clear();
    }

    /// Freezes the shown lines, while new lines are collected.
    void hold(boolean on) {
        held = on;
        if (!on) {
            deliver();
        }
    }

    private void add(long of, NodeName node, int number, List<LogLine> found) {
        if (of != stream) {
            return;
        }
        found.forEach(line -> arrived.add(NodeLine.of(node, number, line)));
        trim(arrived);
        pace.request();
    }

    private void deliver() {
        if (held || arrived.isEmpty()) {
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
}
