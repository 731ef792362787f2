package dev.elasticcloud.console.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Shows keys as small caps of a keyboard.
final class Keys {

    private Keys() {}

    /// @param text such as `Ctrl+K`
    static Label keys(String text) {
        Label keys = new Label(text);
        keys.getStyleClass().add("keys");
        keys.setMinWidth(Label.USE_PREF_SIZE);
        return keys;
    }

    /// Keys with their actions.
    static Node hint(String text, String meaning) {
        Label does = new Label(meaning);
        does.getStyleClass().add("meaning");
        HBox hint = new HBox(keys(text), does);
        hint.getStyleClass().add("key-hint");
        hint.setAlignment(Pos.CENTER_LEFT);
        return hint;
    }
}
