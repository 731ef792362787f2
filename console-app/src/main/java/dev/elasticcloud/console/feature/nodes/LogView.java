package dev.elasticcloud.console.feature.nodes;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.record.LogLine;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A node's log: follows new lines, and shows only those that a search finds.
final class LogView extends VBox {

    private final NodePaneModel model;
    private final ObservableList<LogLine> shown = FXCollections.observableArrayList();
    private final ListView<LogLine> list = new ListView<>(shown);
    private final TextField search = new TextField();
    private final CheckBox follow = new CheckBox("Follow");
    private final CheckBox errors = new CheckBox("Errors only");
    private final Label count = new Label();

    LogView(NodePaneModel model, Consumer<String> notify) {
        this.model = model;
        getStyleClass().add("log");
        search.setId("log-search");
        search.setPromptText("Search the log");
        search.setAccessibleText("Search the log");
        search.setPrefColumnCount(14);
        search.textProperty().addListener((o, before, now) -> fill());
        follow.setSelected(true);
        follow.setOnAction(event -> fill());
        errors.setOnAction(event -> fill());
        Button copy = new Button("", new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.SMALL, Styles.FLAT);
        copy.setAccessibleText("Copy the lines shown");
        copy.setOnAction(
                event -> {
                    NodesView.copy(
                            shown.stream()
                                    .map(l -> l.at() + " " + NodePaneModel.plain(l))
                                    .collect(Collectors.joining("\n")));
                    notify.accept("The lines shown were copied.");
                });
        FlowPane bar = new FlowPane(10, 4, search, follow, errors, count, copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        count.getStyleClass().add("hint");
        list.getStyleClass().add("lines");
        list.setAccessibleText("Log lines, oldest first");
        list.setCellFactory(view -> new LineCell());
        Label none = new Label("The node has written nothing.");
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        VBox.setVgrow(list, Priority.ALWAYS);
        setSpacing(6);
        getChildren().addAll(bar, list);
        model.logProperty().addListener((o, before, now) -> fill());
    }

    private void fill() {
        List<LogLine> all = model.logProperty().get();
        String wanted = search.getText().strip();
        List<LogLine> found =
                all.stream()
                        .filter(line -> !errors.isSelected() || line.error())
                        .filter(line -> wanted.isEmpty() || NodePaneModel.contains(line, wanted))
                        .toList();
        count.setText(
                found.size() == all.size()
                        ? Figures.counted(all.size(), "line", "lines")
                        : "%d of %d".formatted(found.size(), all.size()));
        if (!found.equals(shown)) {
            shown.setAll(found);
        }
        if (follow.isSelected() && !shown.isEmpty()) {
            list.scrollTo(shown.size() - 1);
        }
    }

    private static final class LineCell extends ListCell<LogLine> {
        @Override
        protected void updateItem(@Nullable LogLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setText(null);
                getStyleClass().remove("error");
                return;
            }
            setText(
                    Figures.clock(line.at())
                            + (line.error() ? " E " : "   ")
                            + NodePaneModel.plain(line));
            getStyleClass().remove("error");
            if (line.error()) {
                getStyleClass().add("error");
            }
        }
    }
}
