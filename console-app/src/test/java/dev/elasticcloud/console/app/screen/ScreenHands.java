package dev.elasticcloud.console.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.app.OnFx;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// A user's hands and eyes at a window on a display: moves the mouse over what it presses, presses
/// keys, and photographs the screen itself.
final class ScreenHands {

    private static final int PATIENCE = 180;

    /// Keys of the American layout.
    private static final Map<Character, KeyCode> KEYS =
            Map.of(
                    ' ', KeyCode.SPACE,
                    '-', KeyCode.MINUS,
                    '/', KeyCode.SLASH,
                    '.', KeyCode.PERIOD,
                    '=', KeyCode.EQUALS);

    private final Stage stage;
    private final Path pictures;

    ScreenHands(Stage stage, Path pictures) {
        this.stage = stage;
        this.pictures = pictures;
    }

    private interface Work {
        void with(Robot robot);
    }

    private void robot(Work work) throws Exception {
        OnFx.run(() -> work.with(new Robot()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Presses a control where it is on the screen, once it can be used.
    void click(String id) throws Exception {
        await(() -> isUsable(stage.getScene().lookup(id)));
        click(OnFx.find(stage, id, Node.class));
    }

    void click(Node node) throws Exception {
        robot(
                robot -> {
                    Bounds at = node.localToScreen(node.getLayoutBounds());
                    robot.mouseMove(at.getCenterX(), at.getCenterY());
                });
        robot(robot -> robot.mouseClick(MouseButton.PRIMARY));
    }

    private static boolean isUsable(Node node) {
        return node != null
                && !node.isDisabled()
                && node.isVisible()
                && node.localToScreen(node.getLayoutBounds()) != null;
    }

    void type(String text) throws Exception {
        for (char c : text.toCharArray()) {
            KeyCode key = KEYS.get(Character.toLowerCase(c));
            KeyCode pressed =
                    key != null
                            ? key
                            : KeyCode.getKeyCode(String.valueOf(Character.toUpperCase(c)));
            assertThat(pressed).as("the key of '%s'", c).isNotNull();
            robot(
                    robot -> {
                        if (Character.isUpperCase(c)) {
                            robot.keyPress(KeyCode.SHIFT);
                        }
                        robot.keyType(pressed);
                        robot.keyRelease(KeyCode.SHIFT);
                    });
        }
    }

    /// Presses keys together; the last one is the one that counts.
    void press(KeyCode... keys) throws Exception {
        robot(
                robot -> {
                    for (KeyCode key : keys) {
                        robot.keyPress(key);
                    }
                    for (int i = keys.length - 1; i >= 0; i--) {
                        robot.keyRelease(keys[i]);
                    }
                });
    }

    void await(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, condition::getAsBoolean);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Whether it comes about within a few seconds.
    boolean soon(BooleanSupplier condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(8, TimeUnit.SECONDS, condition::getAsBoolean);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /// Photographs the whole screen, with what other windows are on it.
    void photograph(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        robot(
                robot -> {
                    Rectangle2D screen = Screen.getPrimary().getBounds();
                    WritableImage seen = robot.getScreenCapture(null, screen);
                    write(SwingFXUtils.fromFXImage(seen, null), pictures.resolve(name + ".png"));
                });
    }

    private static void write(BufferedImage picture, Path file) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
