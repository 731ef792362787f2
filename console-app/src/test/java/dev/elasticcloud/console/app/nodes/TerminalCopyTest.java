package dev.elasticcloud.console.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.app.OnFx;
import dev.elasticcloud.console.fake.FakeShell;
import java.nio.file.Path;
import javafx.geometry.Point2D;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;

/// What a terminal shows can be selected and copied, and what was copied typed into it.
class TerminalCopyTest extends TerminalJourney {

    private static final Path FOLDER = Path.of("target", "pictures");

    @Test
    void whatIsPrintedIsShownAndTheUserCopiesAndPastes() throws Exception {
        FakeShell shell = openTerminal();
        shell.print("first\r\nsecond \u001B]52;c;c2VjcmV0\u0007line");
        OnFx.await(() -> text().contains("second line"));
        put("from outside");
        OnFx.shoot(window, FOLDER, "node-terminal");
        assertThat(clipboard()).isEqualTo("from outside");

        press(KeyCode.V, true, true);
        OnFx.await(() -> shell.typed().equals("from outside"));

        click(3, 1);
        press(KeyCode.C, true, true);
        assertThat(clipboard()).isEqualTo("second line");
    }

    private static void put(String text) throws Exception {
        OnFx.run(
                () -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(text);
                    Clipboard.getSystemClipboard().setContent(content);
                });
    }

    private static String clipboard() throws Exception {
        return OnFx.get(() -> Clipboard.getSystemClipboard().getString());
    }

    /// @param row of the terminal
    private void click(int times, int row) throws Exception {
        OnFx.run(
                () -> {
                    Point2D at = terminal().localToScene(20, 14 + row * 15);
                    terminal()
                            .fireEvent(
                                    new MouseEvent(
                                            MouseEvent.MOUSE_PRESSED,
                                            at.getX(),
                                            at.getY(),
                                            at.getX(),
                                            at.getY(),
                                            MouseButton.PRIMARY,
                                            times,
                                            false,
                                            false,
                                            false,
                                            false,
                                            true,
                                            false,
                                            false,
                                            true,
                                            false,
                                            true,
                                            null));
                });
    }

    @Test
    void whatIsSelectedStaysSelectedWhileMoreIsPrinted() throws Exception {
        FakeShell shell = openTerminal();
        shell.print("first\r\nsecond line");
        OnFx.await(() -> text().contains("second line"));
        click(3, 1);

        shell.print("\r\nmore".repeat(3_000) + "\r\nlast");
        OnFx.await(() -> text().contains("last"));
        press(KeyCode.C, true, true);
        assertThat(clipboard()).as("lines that are kept no more").isNotEqualTo("second line");

        click(3, 0);
        press(KeyCode.C, true, true);
        String chosen = clipboard();
        shell.print("\r\nagain".repeat(500) + "\r\nend");
        OnFx.await(() -> text().contains("end"));
        put("something else");
        press(KeyCode.C, true, true);
        assertThat(clipboard()).isEqualTo(chosen).isEqualTo("more");
    }
}
