package dev.elasticcloud.console.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Dialogs and overlays above the screen, as layers of the scene. They are in place at their first
/// frame, keep the focus within the topmost, and give it back when they close.
final class Layers extends StackPane {

    private static final Insets AROUND = new Insets(24);

    /// @param before the control that had the focus when it was opened
    private record Layer(StackPane scrim, Region body, Runnable closed, @Nullable Node before) {}

    private final Deque<Layer> open = new ArrayDeque<>();

    Layers() {
        getStyleClass().add("layers");
        setVisible(false);
        sceneProperty()
                .addListener(
                        (o, before, now) -> {
                            if (now != null) {
                                now.focusOwnerProperty()
                                        .addListener((p, old, owner) -> keepFocus(owner));
                            }
                        });
    }

    /// Shows a layer above all others, and focuses its first control.
    ///
    /// @param closed runs when it has been closed in any way
    void show(Region body, Pos place, Runnable closed) {
        body.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane scrim = new StackPane(body);
        scrim.getStyleClass().add("scrim");
        scrim.setPadding(AROUND);
        StackPane.setAlignment(body, place);
        scrim.setOnMousePressed(
                event -> {
                    if (event.getTarget() == scrim && event.getButton() == MouseButton.PRIMARY) {
                        close(body);
                    }
                });
        Scene scene = getScene();
        Node before = scene == null ? null : scene.getFocusOwner();
        open.push(new Layer(scrim, body, closed, before));
        getChildren().add(scrim);
        setVisible(true);
        focusFirst(body);
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    boolean closeTop() {
        Layer top = open.peek();
        if (top == null) {
            return false;
        }
        close(top.body());
        return true;
    }

    /// Closes the layer with this body; does nothing when it is closed.
    void close(Region body) {
        for (Layer layer : open) {
            if (layer.body() == body) {
                open.remove(layer);
                getChildren().remove(layer.scrim());
                setVisible(!open.isEmpty());
                Node before = layer.before();
                if (before != null && before.getScene() != null) {
                    before.requestFocus();
                }
                layer.closed().run();
                return;
            }
        }
    }

    /// Returns the focus when it has left the topmost layer, for example by Tab at its end.
    private void keepFocus(@Nullable Node owner) {
        Layer top = open.peek();
        if (top != null && owner != null && !isWithin(owner, top.body())) {
            focusFirst(top.body());
        }
    }

    private static boolean isWithin(Node node, Parent parent) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == parent) {
                return true;
            }
        }
        return false;
    }

    private static boolean focusFirst(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable()) {
                child.requestFocus();
                return true;
            }
            if (child instanceof Parent inner && focusFirst(inner)) {
                return true;
            }
        }
        return false;
    }
}
