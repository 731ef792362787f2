package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Runs parts of a test on the FX thread and waits for their results.
public final class OnFx {

    private OnFx() {}

    public static <T> T get(Callable<T> task) throws Exception {
        FxToolkit.registerPrimaryStage();
        return WaitForAsyncUtils.asyncFx(task).get(20, TimeUnit.SECONDS);
    }

    public static void run(Runnable task) throws Exception {
        get(
                () -> {
                    task.run();
                    return true;
                });
    }

    public static Stage open(ConsoleWindow window) throws Exception {
        return get(
                () -> {
                    Stage stage = new Stage();
                    stage.setScene(window.scene());
                    stage.show();
                    return stage;
                });
    }

    public static void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Opens a screen by its entry in the sidebar.
    public static void show(Stage stage, String screen) throws Exception {
        run(
                () ->
                        stage.getScene().getRoot().lookupAll(".entry").stream()
                                .filter(ToggleButton.class::isInstance)
                                .map(ToggleButton.class::cast)
                                .filter(item -> item.getText().equals(screen))
                                .findFirst()
                                .orElseThrow()
                                .fire());
        WaitForAsyncUtils.waitForFxEvents();
    }

    public static <T extends Node> T find(Stage stage, String id, Class<T> type) {
        Node found = stage.getScene().lookup(id);
        assertThat(found).as(id).isNotNull();
        return type.cast(found);
    }

    /// Takes pictures in both themes and three sizes, for people to look at.
    public static void shoot(ConsoleWindow window, Path folder, String name) throws Exception {
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{1920, 1080}, {1280, 800}, {1024, 700}}) {
                Path png = folder.resolve("%s-%s-%d.png".formatted(name, theme, size[0]));
                get(
                        () -> {
                            window.show(theme);
                            WindowCamera.shoot(window.scene(), size[0], size[1], png);
                            return true;
                        });
                assertThat(Files.size(png)).isPositive();
            }
        }
        run(() -> window.show(Theme.DARK));
    }

    /// Collects the texts below a node that end with an ellipsis.
    public static void collectCut(Node node, List<String> cut) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled
                && labeled.lookup(".text") instanceof Text text
                && !labeled.getText().isEmpty()
                && !labeled.isWrapText()
                && text.getText().endsWith(labeled.getEllipsisString())
                && !labeled.getText().equals(text.getText())) {
            cut.add(labeled.getText() + " as " + text.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collectCut(child, cut));
        }
    }
}
