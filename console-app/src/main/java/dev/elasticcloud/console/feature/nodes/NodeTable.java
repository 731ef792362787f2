package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.SegmentBar;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.manager.model.NodeName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The columns of the table of nodes.
final class NodeTable {

    /// The share of its memory limit from which a node's bar is marked.
    private static final double HIGH = 0.9;

    /// By these the user's choice of columns is remembered, whatever the language.
    private static final List<String> IDS =
            List.of(
                    "column-",
                    "column-name",
                    "column-state",
                    "column-cpu",
                    "column-memory",
                    "column-jobs",
                    "column-in-state",
                    "column-note");

    private NodeTable() {}

    static DataTable<NodeName, NodeItem> of(NodesModel model) {
        DataTable<NodeName, NodeItem> table =
                new DataTable<>(
                        model.rows(), text("nodes.accessible.table"), text("nodes.noneMatches"));
        table.setId("node-table");
        table.column("", 34, Comparator.comparing(NodeItem::checked), () -> new Choice(model))
                .setMaxWidth(34);
        table.column(
                text("nodes.column.name"), 120, Comparator.comparing(NodeItem::name), Name::new);
        table.column(
                text("nodes.column.state"), 84, Comparator.comparing(NodeItem::state), State::new);
        table.column(
                        text("nodes.column.cpu"),
                        130,
                        Comparator.comparingDouble(item -> item.cpuShare().orElse(-1)),
                        cpu(model))
                .setMinWidth(92);
        var memory =
                table.column(
                        text("nodes.column.memory"),
                        130,
                        Comparator.comparingDouble(item -> item.memoryBytes().orElse(-1)),
                        Memory::new);
        var jobs =
                table.numbers(
                        text("nodes.column.jobs"),
                        62,
                        NodeItem::jobs,
                        Comparator.comparingInt(item -> item.status().running()));
        var inState =
                table.numbers(
                        text("nodes.column.inState"),
                        82,
                        item -> ElapsedTime.inSeconds(item.inState()),
                        Comparator.comparing(NodeItem::inState));
        var note =
                table.column(
                        text("nodes.column.note"),
                        150,
                        NodeItem::note,
                        Comparator.comparing(NodeItem::note));
        note.setMinWidth(110);
        // Hidden first, because the pane beside the table shows the same for the current node.
        table.spare(note, memory, jobs, inState);
        for (int i = 0; i < IDS.size(); i++) {
            table.getColumns().get(i).setId(IDS.get(i));
        }
        table.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    NodeName current = model.currentProperty().get();
                    if (event.getCode() == KeyCode.SPACE && current != null) {
                        model.toggle(current);
                        event.consume();
                    } else if (event.getCode() == KeyCode.A && event.isShortcutDown()) {
                        model.checkShown();
                        event.consume();
                    } else if (event.getCode() == KeyCode.ESCAPE
                            && !model.checkedProperty().get().isEmpty()) {
                        model.checkNone();
                        event.consume();
                    }
                });
        return table;
    }

    private static Supplier<DataTable.Drawing<NodeItem>> cpu(NodesModel model) {
        return () -> new Cpu(model);
    }

    /// The check box that selects a node for a bulk action.
    private static final class Choice implements DataTable.Drawing<NodeItem> {
        private final CheckBox box = new CheckBox();
        private final NodesModel model;

        Choice(NodesModel model) {
            this.model = model;
            box.setFocusTraversable(false);
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void show(NodeItem item) {
            box.setSelected(item.checked());
            box.setAccessibleText(text("nodes.accessible.choose", item.name()));
            box.setOnAction(event -> model.check(item.name(), box.isSelected()));
        }
    }

    /// The node's name with its pod's colour.
    private static final class Name implements DataTable.Drawing<NodeItem> {
        private final Region dot = new Region();
        private final Label label = new Label();
        private final HBox box = new HBox(dot, label);

        Name() {
            box.setAlignment(Pos.CENTER_LEFT);
            box.getStyleClass().add("node-name");
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void show(NodeItem item) {
            dot.getStyleClass().setAll("pod-dot", item.accent());
            label.setText(item.name().value());
        }
    }

    /// The state, coloured; the word says the same.
    private static final class State implements DataTable.Drawing<NodeItem> {
        private final Label label = new Label();

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(NodeItem item) {
            label.setText(item.stateWord());
            label.getStyleClass()
                    .setAll("label", "node-state", item.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /// The latest processor usage with its recent course.
    private static final class Cpu implements DataTable.Drawing<NodeItem> {
        private final Sparkline line = new Sparkline();
        private final Label label = new Label();
        private final HBox box = new HBox(line, label);
        private final NodesModel model;

        Cpu(NodesModel model) {
            this.model = model;
            label.setMinWidth(40);
            label.setAlignment(Pos.CENTER_RIGHT);
            HBox.setHgrow(line, Priority.ALWAYS);
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void show(NodeItem item) {
            label.setText(Figures.percent(item.cpuShare()));
            line.show(model.lifeProperty().get().book(), item.name());
        }
    }

    /// Memory in use against the node's limit.
    private static final class Memory implements DataTable.Drawing<NodeItem> {
        private final SegmentBar bar = new SegmentBar();
        private final Label label = new Label();
        private final HBox box = new HBox(bar, label);

        Memory() {
            box.setAlignment(Pos.CENTER_LEFT);
            box.setSpacing(8);
            label.setMinWidth(56);
            label.setAlignment(Pos.CENTER_RIGHT);
            HBox.setHgrow(bar, Priority.ALWAYS);
        }

        @Override
        public Node node() {
            return box;
        }

        @Override
        public void show(NodeItem item) {
            double share = item.status().memoryShare().orElse(0);
            bar.show(
                    List.of(new SegmentBar.Segment(share, share >= HIGH ? "high" : "memory")),
                    text(
                            "count.of",
                            Figures.bytes(item.memoryBytes()),
                            Figures.bytes(item.limits().memoryBytes())));
            label.setText(Figures.bytes(item.memoryBytes()));
        }
    }
}
