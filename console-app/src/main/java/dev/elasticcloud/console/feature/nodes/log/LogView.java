package dev.elasticcloud.console.feature.nodes.log;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.ScreenHeader;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A log: follows new lines, and shows only those that match a search. With several nodes, each
/// line names its node, and each node has a colour.
public final class LogView extends VBox {

    /// How many colours there are for nodes; with more nodes they are reused.
    private static final int COLOURS = 6;

    private final LogModel model;
    private final Consumer<String> copy;
    private final Consumer<String> notify;
    private final ObservableList<NodeLine> shown = FXCollections.observableArrayList();
    private final ListView<NodeLine> list = new ListView<>(shown);
    private final TextField search = new TextField();
    private final CheckBox follow = new CheckBox(text("nodes.log.follow"));
    private final CheckBox errors = new CheckBox(text("nodes.log.errorsOnly"));
    private final CheckBox wrap = new CheckBox(text("nodes.log.wrap"));
    private final ToggleButton hold = new ToggleButton(text("nodes.log.pause"));
    private final Label count = new Label();

    /// @param copy copies a text
    /// @param notify shows a sentence that needs no answer
    public LogView(LogModel model, Consumer<String> copy, Consumer<String> notify) {
        this.model = model;
        this.copy = copy;
        this.notify = notify;
        getStyleClass().add("log");
        search.setId("log-search");
        search.setPromptText(text("nodes.log.search"));
        search.setAccessibleText(text("nodes.log.search"));
        search.setPrefColumnCount(14);
        search.textProperty().addListener((o, before, now) -> fill());
        follow.setSelected(true);
        follow.setOnAction(event -> fill());
        errors.setOnAction(event -> fill());
        wrap.setId("log-wrap");
        wrap.setOnAction(event -> list.refresh());
        hold.setId("log-pause");
        hold.getStyleClass().add(Styles.SMALL);
        hold.setAccessibleText(text("nodes.log.accessible.pause"));
        hold.selectedProperty().bindBidirectional(model.heldProperty());
        FlowPane bar =
                new FlowPane(
                        10,
                        4,
                        search,
                        since(),
                        follow,
                        errors,
                        wrap,
                        hold,
                        count,
                        button(Feather.COPY, text("nodes.log.copy"), this::copyShown),
                        button(Feather.DOWNLOAD, text("nodes.log.save"), this::save));
        bar.setAlignment(Pos.CENTER_LEFT);
        count.getStyleClass().add("hint");
        list.setId("log-lines");
        list.getStyleClass().add("lines");
        list.setAccessibleText(text("nodes.log.accessible.lines"));
        list.setCellFactory(view -> new LineCell());
        Label none = new Label(text("nodes.log.empty"));
        none.getStyleClass().add("hint");
        list.setPlaceholder(none);
        VBox.setVgrow(list, Priority.ALWAYS);
        setSpacing(6);
        getChildren().addAll(bar, list);
        model.linesProperty().addListener((o, before, now) -> fill());
    }

    private HBox since() {
        HBox choice =
                ScreenHeader.choice(
                        "log-since",
                        List.of(LogSpan.values()),
                        model.spanProperty().get(),
                        LogSpan::title,
                        model::showSpan);
        choice.getChildren().forEach(each -> each.getStyleClass().add(Styles.SMALL));
        return choice;
    }

    private static Button button(Feather icon, String words, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.SMALL, Styles.FLAT);
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void copyShown() {
        copy.accept(model.text(shown));
        notify.accept(text("nodes.log.copied"));
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("nodes.log");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.save(shown, file.toPath(), notify);
        }
    }

    private void fill() {
        List<NodeLine> all = model.linesProperty().get();
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        List<NodeLine> found =
                all.stream()
                        .filter(line -> !errors.isSelected() || line.error())
                        .filter(line -> wanted.isEmpty() || line.contains(wanted))
                        .toList();
        count.setText(
                found.size() == all.size()
                        ? count("nodes.log.lines", all.size())
                        : text("count.of", found.size(), all.size()));
        if (!found.equals(shown)) {
            shown.setAll(found);
        }
        if (follow.isSelected() && !shown.isEmpty()) {
            list.scrollTo(shown.size() - 1);
        }
    }

    private final class LineCell extends ListCell<NodeLine> {

        /// Space for the cell's padding and the scroll bar.
        private static final double ASIDE = 30;

        /// As the stylesheet has for plain lines. A cell is measured before the styles of its new
        /// parts are read, so their font is set here.
        private static final Font PLAIN = Font.font("monospace", 11.5);

        private static final Font BOLD = Font.font("monospace", FontWeight.BOLD, 11.5);

        private final Label node = new Label();

        @Override
        protected void updateItem(@Nullable NodeLine line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().remove("error");
            if (empty || line == null) {
                setText(null);
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            boolean several = model.nodes().size() > 1;
            String head = Figures.clock(line.at()) + (line.error() ? " E " : several ? " " : "   ");
            boolean plain = ColouredText.isPlain(line.raw());
            setText(plain ? head + line.text() : null);
            setGraphic(plain ? (several ? node : null) : coloured(head, line, several));
            setAccessibleText(plain ? null : head + line.text());
            name(node, line);
            setWrapText(wrap.isSelected());
            setPrefWidth(wrap.isSelected() ? 0 : USE_COMPUTED_SIZE);
            if (line.error()) {
                getStyleClass().add("error");
            }
        }

        private TextFlow coloured(String head, NodeLine line, boolean several) {
            TextFlow flow = new TextFlow();
            if (several) {
                Label first = new Label();
                first.setFont(PLAIN);
                name(first, line);
                flow.getChildren().add(first);
            }
            flow.getChildren().add(part(head, PLAIN, line.error() ? "yellow" : "default"));
            for (ColouredText.Span span : line.coloured().spans()) {
                Font font = span.bold() ? BOLD : PLAIN;
                flow.getChildren().add(part(span.text(), font, span.colour().word()));
            }
            if (wrap.isSelected()) {
                flow.prefWidthProperty().bind(list.widthProperty().subtract(ASIDE));
            }
            return flow;
        }

        private static void name(Label label, NodeLine line) {
            label.setText(line.node().value());
            label.getStyleClass().setAll("label", "node", "of-" + line.number() % COLOURS);
        }

        private static Text part(String words, Font font, String colour) {
            Text part = new Text(words);
            part.setFont(font);
            part.getStyleClass().addAll("part", colour);
            return part;
        }
    }
}
