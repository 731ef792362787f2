package dev.elasticcloud.console.feature.initialise;

import static dev.elasticcloud.console.text.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows whether Docker was found; if not, the command that fixes it, to copy.
final class EngineCard extends VBox {

    private final FontIcon icon = new FontIcon(Feather.CHECK_CIRCLE);
    private final Label title = new Label("", icon);
    private final Label text = new Label();
    private final TextField command = new TextField();
    private final Button copy =
            new Button(text("initialise.engine.copy"), new FontIcon(Feather.COPY));
    private final HBox mend = new HBox(command, copy);
    private final Label after = new Label();

    EngineCard() {
        getStyleClass().add("engine-card");
        title.setId("engine-state");
        title.getStyleClass().add("name");
        text.getStyleClass().add("description");
        text.setWrapText(true);
        after.getStyleClass().add("description");
        command.setEditable(false);
        command.setId("engine-command");
        command.setAccessibleText(text("initialise.engine.accessible.command"));
        HBox.setHgrow(command, Priority.ALWAYS);
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setAccessibleText(text("initialise.engine.accessible.copy"));
        copy.setOnAction(event -> copy());
        mend.getStyleClass().add("mend");
        mend.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(title, text, mend, after);
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(command.getText());
        Clipboard.getSystemClipboard().setContent(content);
        copy.setText(text("initialise.engine.copied"));
    }

    void show(EngineAdvice advice) {
        getStyleClass().removeAll("ready", "missing");
        getStyleClass().add(advice.ready() ? "ready" : "missing");
        icon.setIconCode(advice.ready() ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE);
        title.setText(advice.title());
        show(text, advice.text());
        show(after, advice.after());
        if (!command.getText().equals(advice.command())) {
            command.setText(advice.command());
            copy.setText(text("initialise.engine.copy"));
        }
        mend.setVisible(!advice.command().isEmpty());
        mend.setManaged(mend.isVisible());
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }
}
