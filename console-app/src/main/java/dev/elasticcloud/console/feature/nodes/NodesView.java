package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.DataTable;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.NodeName;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// All nodes: the life map above, the table and the current node's details below.
public final class NodesView extends VBox implements Selectable {

    private static final double MAP_SHARE = 0.48;

    /// The height of the map's card without the map.
    private static final double MAP_FRAME = 62;

    private static final double USUAL_TABLE = 860;

    /// With a wide pane beside it; the buttons above it fit.
    private static final double NARROW_TABLE = 360;

    private final NodesModel model;
    private final Consumer<String> notify;
    private final LifeMap map = new LifeMap();
    private final DataTable<NodeName, NodeItem> table;
    private final NodePane pane;
    private final BulkBar bulkBar;
    private final VBox mapCard = new VBox();
    private final TextField filter;
    private final Label empty = new Label(text("nodes.empty"));

    /// @param notify shows a sentence that needs no answer
    public NodesView(NodesModel model, Consumer<String> notify) {
        this.model = model;
        this.notify = notify;
        this.table = NodeTable.of(model);
        this.bulkBar = new BulkBar(model, this::openLogs);
        this.pane = new NodePane(model.pane(), () -> model.select(null), notify);
        this.filter =
                ScreenHeader.filterField("node-filter", text("nodes.prompt.filter"), model::filter);
        filter.setText(model.filterText());
        getStyleClass().addAll("screen", "nodes");
        getStylesheets().add(Stylesheets.named(NodesView.class, "nodes.css"));
        Node chooser = table.columnChooser(model.hiddenColumns(), model::hideColumns);
        show(chooser, false);
        getChildren().addAll(header(chooser), problem(), chooser, mapCard(), below());
        map.onSelect(
                (node, add) -> {
                    if (add) {
                        model.toggle(node);
                    }
                    model.select(node);
                });
        map.onBrush(model::brush);
        table.onCurrent(model::select);
        follow();
    }

    private Node header(Node chooser) {
        Button columns = new Button(text("nodes.columns"));
        columns.setId("node-columns");
        columns.setOnAction(event -> show(chooser, !chooser.isVisible()));
        Button export = new Button(text("nodes.copyCsv"));
        export.setAccessibleText(text("nodes.accessible.copyCsv"));
        export.setOnAction(
                event -> {
                    copy(model.csv());
                    notify.accept(text("nodes.csvCopied"));
                });
        return new ScreenHeader(
                text("screen.nodes"),
                model.summaryProperty(),
                filter,
                ScreenHeader.choice(
                        "life",
                        List.of(LifeRange.values()),
                        model.rangeProperty().get(),
                        LifeRange::title,
                        model::showRange),
                columns,
                export);
    }

    static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private Node problem() {
        return new ProblemLabel(model.problemProperty());
    }

    private Node mapCard() {
        Label title = new Label(text("nodes.lifeMap"));
        title.getStyleClass().add("card-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Label hint = new Label(text("nodes.lifeMapHint"));
        hint.getStyleClass().add("hint");
        hint.setMinWidth(0);
        HBox top = new HBox(title, hint, space(), legend());
        top.getStyleClass().add("card-top");
        top.setAlignment(Pos.CENTER_LEFT);
        empty.getStyleClass().add("empty");
        empty.setWrapText(true);
        VBox card = mapCard;
        card.getChildren().setAll(top, empty, map);
        card.getStyleClass().add("card");
        VBox.setVgrow(map, Priority.ALWAYS);
        map.setMinHeight(110);
        card.setMinHeight(150);
        heightProperty().addListener((o, before, now) -> fitMap());
        return card;
    }

    private static Node legend() {
        Region scale = new Region();
        scale.getStyleClass().add("cpu-scale");
        HBox cpu = new HBox(new Label(text("nodes.legend.cpu")), scale, new Label("100 %"));
        cpu.getStyleClass().add("entry");
        cpu.setAlignment(Pos.CENTER_LEFT);
        FlowPane legend = new FlowPane(12, 2, cpu);
        legend.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(legend, Priority.ALWAYS);
        legend.getStyleClass().add("legend");
        legend.getChildren()
                .addAll(
                        sample("starting", text("nodes.legend.starting")),
                        sample("spare", text("nodes.legend.spare")),
                        sample("draining", text("nodes.legend.draining")),
                        sample("paused", text("nodes.legend.paused")),
                        sample("failed", text("nodes.legend.failed")),
                        sample("unknown", text("nodes.legend.unknown")));
        return legend;
    }

    private static Node sample(String styleClass, String state) {
        Region sample = new Region();
        sample.getStyleClass().addAll("sample", styleClass);
        HBox entry = new HBox(sample, new Label(state));
        entry.getStyleClass().add("entry");
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }

    private Node below() {
        Label count = new Label();
        count.getStyleClass().add("card-title");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty().bind(model.shownCountProperty());
        HBox top = new HBox(count, space(), bulkBar);
        top.getStyleClass().add("card-top");
        top.setAlignment(Pos.CENTER_LEFT);
        VBox left = new VBox(top, bulkBar.confirmation(), table);
        left.getStyleClass().add("card");
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.ALWAYS);
        pane.wideProperty()
                .subscribe(
                        wide -> {
                            left.setMinWidth(wide ? NARROW_TABLE : 320);
                            left.setPrefWidth(wide ? NARROW_TABLE : USUAL_TABLE);
                        });
        HBox below = new HBox(left, pane);
        below.getStyleClass().add("below");
        below.setMinHeight(180);
        VBox.setVgrow(below, Priority.ALWAYS);
        return below;
    }

    private void follow() {
        model.lifeProperty().addListener((o, before, now) -> showLife());
        model.currentProperty().addListener((o, before, now) -> showCurrent());
        model.checkedProperty().addListener((o, before, now) -> pane.followChosen());
        sceneProperty()
                .addListener(
                        (o, before, now) -> {
                            model.watch(now != null);
                            pane.watch(now != null);
                        });
        showLife();
        showCurrent();
    }

    private void showLife() {
        map.show(model.lifeProperty().get());
        show(empty, model.isEmpty());
        show(map, !model.isEmpty());
        fitMap();
        table.showEmpty(model.isEmpty() ? text("nodes.none") : text("nodes.noneMatches"));
        pane.refresh();
    }

    /// Gives the map the height it needs, but no more than about half of the screen.
    private void fitMap() {
        mapCard.setPrefHeight(Math.min(getHeight() * MAP_SHARE, map.neededHeight() + MAP_FRAME));
    }

    private void showCurrent() {
        NodeName node = model.currentProperty().get();
        table.showCurrent(node);
        map.showCurrent(node);
        pane.show(node);
        show(pane, node != null);
    }

    private void openLogs() {
        pane.openLogsOfAll(
                () ->
                        model.checkedProperty().get().stream()
                                .sorted()
                                .findFirst()
                                .ifPresent(model::select));
    }

    @Override
    public void select(String what) {
        filter.clear();
        map.clearBrush();
        model.selectNamed(what);
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.SOMETIMES);
        return space;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
