package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A box with a title above the screen; there is one at a time.
final class Dialog {

    private final Layers layers;
    private @Nullable Region shown;

    Dialog(Layers layers) {
        this.layers = layers;
    }

    /// Replaces the current one.
    void show(Parent body, String title) {
        close();
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        close.setAccessibleText(text("shell.dialog.close"));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(heading, space, close);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox box = new VBox(top, body);
        box.getStyleClass().add("dialog");
        box.setAccessibleText(title);
        close.setOnAction(event -> layers.close(box));
        shown = box;
        layers.show(box, Pos.CENTER, () -> closed(body));
    }

    private void closed(Parent body) {
        shown = null;
        if (body instanceof TasksView view) {
            view.close();
        }
    }

    void close() {
        if (shown != null) {
            layers.close(shown);
        }
    }
}
