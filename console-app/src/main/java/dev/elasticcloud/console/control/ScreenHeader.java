package dev.elasticcloud.console.control;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The top of a screen: its title, its controls at the right, which wrap below it if there is no
/// room, and a line on its state.
public final class ScreenHeader extends VBox {

    /// About as wide as the controls of the fullest screen.
    private static final double WRAP = 800;

    public ScreenHeader(String title, ObservableValue<String> summary, Node... controls) {
        getStyleClass().add("screen-header");
        getStylesheets().add(Stylesheets.of(ScreenHeader.class));
        Label heading = new Label(title);
        heading.getStyleClass().add("screen-title");
        heading.setMinWidth(USE_PREF_SIZE);
        Label state = new Label();
        state.getStyleClass().add("screen-summary");
        state.textProperty().bind(summary);
        FlowPane right = new FlowPane(8, 6, controls);
        right.setAlignment(Pos.CENTER_RIGHT);
        right.setPrefWrapLength(WRAP);
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox top = new HBox(heading, right);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("top");
        getChildren().addAll(top, state);
    }

    /// Buttons of which one is selected.
    ///
    /// @param id the beginning of each button's id
    public static <T extends Enum<T>> HBox choice(
            String id, List<T> all, T chosen, Function<T, String> title, Consumer<T> onChoose) {
        HBox buttons = new HBox();
        buttons.getStyleClass().add("choice");
        for (T one : all) {
            ToggleButton button = new ToggleButton(title.apply(one));
            button.setId(id + "-" + one.name());
            button.setMinWidth(USE_PREF_SIZE);
            button.setSelected(one == chosen);
            button.setAccessibleText(text("control.header.show", title.apply(one)));
            button.setOnAction(
                    event -> {
                        buttons.getChildren()
                                .forEach(each -> ((ToggleButton) each).setSelected(each == button));
                        onChoose.accept(one);
                    });
            buttons.getChildren().add(button);
        }
        return buttons;
    }

    /// A field that filters while the user types; Esc clears it.
    public static TextField filterField(String id, String prompt, Consumer<String> onChange) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setPrefColumnCount(22);
        field.setAccessibleText(text("control.header.filter", prompt));
        field.textProperty().addListener((o, before, now) -> onChange.accept(now));
        field.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
                        field.clear();
                        event.consume();
                    }
                });
        return field;
    }
}
