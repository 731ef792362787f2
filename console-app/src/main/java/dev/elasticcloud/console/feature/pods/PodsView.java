package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The pods screen: a table of all pods, and the selected one with what an owner can do with it.
public final class PodsView extends VBox implements Selectable {

    private final PodsModel model;
    private final WindowFrame frame;
    private final TableView<PodStatus> table = new TableView<>();
    private final Label message = new Label();
    private final Button undo = new Button(text("pods.undo"));
    private boolean refreshing;

    public PodsView(PodsModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        getStyleClass().add("pods");
        getStylesheets().add(Stylesheets.named(PodsView.class, "pods.css"));
        Label title = new Label(text("screen.pods"));
        title.getStyleClass().add("screen-title");
        Label summary = new Label(text("pods.summary"));
        summary.getStyleClass().add("screen-summary");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button add = new Button(text("pods.addPod"));
        add.setId("open-add-pod");
        add.getStyleClass().add("accent");
        add.setDisable(!model.notAllowed().isEmpty());
        add.setTooltip(
                new Tooltip(
                        model.notAllowed().isEmpty()
                                ? text("pods.tooltip.add")
                                : model.notAllowed()));
        add.setOnAction(event -> openAdd());
        HBox heading = new HBox(new VBox(title, summary), gap, add);
        heading.setAlignment(Pos.CENTER_LEFT);
        makeTable();
        PodDetailView detail = new PodDetailView(model, frame);
        VBox.setVgrow(detail, Priority.ALWAYS);
        getChildren().setAll(heading, table, notice(), detail);
        model.podsProperty().addListener((property, before, now) -> show(now));
        model.selectedProperty().addListener((property, before, now) -> showSelected(now));
        show(model.podsProperty().get());
        showSelected(model.selectedProperty().get());
    }

    private HBox notice() {
        message.setId("pods-message");
        message.textProperty().bind(model.messageProperty());
        message.setWrapText(true);
        undo.setId("pods-undo");
        undo.setOnAction(event -> model.undo());
        undo.setMinWidth(Region.USE_PREF_SIZE);
        HBox notice = new HBox(message, undo);
        notice.getStyleClass().add("line");
        notice.setAlignment(Pos.CENTER_LEFT);
        Runnable showUndo =
                () -> {
                    boolean there = model.undoProperty().get().isPresent();
                    undo.setVisible(there);
                    undo.setManaged(there);
                };
        notice.visibleProperty().bind(model.messageProperty().isNotEmpty());
        notice.managedProperty().bind(notice.visibleProperty());
        model.undoProperty().addListener((property, before, now) -> showUndo.run());
        showUndo.run();
        return notice;
    }

    private void openAdd() {
        AddPodModel adding = model.adding(frame::closeDialog);
        frame.showDialog(styled(new AddPodView(adding, frame::closeDialog)), text("pods.addTitle"));
    }

    static VBox styled(VBox view) {
        view.getStyleClass().add("pods-dialog");
        view.getStylesheets().add(Stylesheets.named(PodsView.class, "pods.css"));
        return view;
    }

    private void makeTable() {
        table.setId("pod-list");
        table.setAccessibleText(text("pods.accessible.table"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label nothing = new Label(text("pods.empty"));
        nothing.getStyleClass().add("help");
        nothing.setWrapText(true);
        table.setPlaceholder(nothing);
        List<TableColumn<PodStatus, String>> columns =
                List.of(
                        column(text("pods.column.pod"), 90, pod -> pod.name().value()),
                        column(text("pods.column.title"), 130, pod -> pod.spec().title()),
                        column(text("pods.column.state"), 110, pod -> Names.of(pod.phase())),
                        column(text("pods.column.nodes"), 68, PodsView::nodes),
                        column(
                                text("pods.column.running"),
                                72,
                                pod -> Integer.toString(pod.load().running())),
                        column(
                                text("pods.column.waiting"),
                                72,
                                pod -> Integer.toString(pod.load().queued())),
                        column(
                                text("pods.column.cpu"),
                                60,
                                pod -> "%.2f".formatted(pod.spec().limits().cpus())),
                        column(
                                text("pods.column.memory"),
                                80,
                                pod -> pod.spec().limits().memoryMib() + " MB"),
                        column(text("pods.column.elastic"), 110, PodsView::elastic));
        columns.get(1).setMinWidth(112);
        columns.get(2).setMinWidth(100);
        columns.getLast().setMinWidth(104);
        table.getColumns().setAll(columns);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null && !refreshing) {
                                model.select(now.name());
                            }
                        });
    }

    private static String nodes(PodStatus pod) {
        return pod.spec().target().initialised()
                ? text("count.of", pod.online(), pod.spec().target().nodes())
                : "–";
    }

    private static String elastic(PodStatus pod) {
        var elasticity = pod.spec().elasticity();
        return elasticity.enabled()
                ? text("pods.fromTo", elasticity.min(), elasticity.max())
                : text("pods.off");
    }

    private static TableColumn<PodStatus, String> column(
            String title, double width, Function<PodStatus, String> words) {
        TableColumn<PodStatus, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(50);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(words.apply(cell.getValue())));
        return column;
    }

    /// Sets only the rows that changed.
    private void show(List<PodStatus> pods) {
        refreshing = true;
        List<PodStatus> rows = table.getItems();
        List<PodName> before = rows.stream().map(PodStatus::name).toList();
        if (before.equals(pods.stream().map(PodStatus::name).toList())) {
            for (int i = 0; i < pods.size(); i++) {
                if (!rows.get(i).equals(pods.get(i))) {
                    rows.set(i, pods.get(i));
                }
            }
        } else {
            table.getItems().setAll(pods);
        }
        refreshing = false;
        showSelected(model.selectedProperty().get());
    }

    private void showSelected(Optional<PodStatus> pod) {
        refreshing = true;
        for (int i = 0; i < table.getItems().size(); i++) {
            PodName name = table.getItems().get(i).name();
            if (pod.map(p -> p.name().equals(name)).orElse(false)) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
        refreshing = false;
    }

    @Override
    public void select(String what) {
        model.podsProperty().get().stream()
                .filter(pod -> pod.name().value().equals(what))
                .findFirst()
                .ifPresent(pod -> model.select(pod.name()));
    }
}
