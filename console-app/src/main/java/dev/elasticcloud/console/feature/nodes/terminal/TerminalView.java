package dev.elasticcloud.console.feature.nodes.terminal;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Stylesheets;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A terminal in a node, with a button that opens or ends it.
public final class TerminalView extends VBox {

    private final TerminalModel model;
    private final TerminalCanvas cells;
    private final Button open = new Button(text("nodes.terminal.open"));
    private final Button end = new Button(text("nodes.terminal.end"));
    private final Label message = new Label();

    /// @param copy copies a text
    public TerminalView(TerminalModel model, Consumer<String> copy) {
        this.model = model;
        this.cells = new TerminalCanvas(model, copy);
        getStyleClass().add("terminal");
        getStylesheets().add(Stylesheets.named(TerminalView.class, "terminal.css"));
        open.setId("terminal-open");
        open.getStyleClass().add(Styles.SMALL);
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(event -> begin());
        end.setId("terminal-end");
        end.getStyleClass().add(Styles.SMALL);
        end.setMinWidth(Region.USE_PREF_SIZE);
        end.setAccessibleText(text("nodes.terminal.accessible.end"));
        end.setOnAction(event -> model.close());
        message.setId("terminal-message");
        message.getStyleClass().add("hint");
        message.setWrapText(true);
        HBox.setHgrow(message, Priority.ALWAYS);
        HBox top = new HBox(8, open, end, message);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(cells, Priority.ALWAYS);
        setSpacing(6);
        getChildren().addAll(top, cells);
        model.stageProperty().addListener((o, before, now) -> show());
        model.messageProperty().addListener((o, before, now) -> show());
        show();
    }

    private void begin() {
        model.open();
        cells.requestFocus();
    }

    private void show() {
        TerminalModel.Stage stage = model.stageProperty().get();
        String refusal = model.refusal();
        boolean running = stage == TerminalModel.Stage.OPEN;
        shown(open, !running);
        shown(end, running);
        open.setDisable(!refusal.isEmpty() || stage == TerminalModel.Stage.OPENING);
        open.setText(
                stage == TerminalModel.Stage.ENDED
                        ? text("nodes.terminal.again")
                        : text("nodes.terminal.open"));
        // It keeps its place, so that its size is known when a shell opens.
        cells.setVisible(stage != TerminalModel.Stage.CLOSED);
        String said = refusal.isEmpty() ? model.messageProperty().get() : refusal;
        message.setText(said.isEmpty() ? hint(stage) : said);
    }

    private static String hint(TerminalModel.Stage stage) {
        return switch (stage) {
            case CLOSED -> text("nodes.terminal.hint");
            case OPENING -> text("nodes.terminal.opening");
            case OPEN -> text("nodes.terminal.keys");
            case ENDED -> "";
        };
    }

    private static void shown(Region part, boolean on) {
        part.setVisible(on);
        part.setManaged(on);
    }
}
