package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.FakeShell;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A terminal in a node, from the button to the keys.
class NodeTerminalTest {

    private static final Path FOLDER = Path.of("target", "pictures");

    private final List<FakeShell> shells = new CopyOnWriteArrayList<>();
    private final FakeCloud cloud =
            new FakeCloud(SampleClouds.busy()) {
                @Override
                public ShellSession openShell(
                        NodeName node, TerminalSize size, Consumer<byte[]> output) {
                    FakeShell shell = new FakeShell(size, output);
                    shells.add(shell);
                    shell.print(node + " $ ");
                    return shell;
                }
            };

    private ConsoleWindow window;
    private Stage stage;

    @BeforeEach
    void openWindow() throws Exception {
        window = OnFx.get(() -> new ConsoleWindow(cloud, 1440, 900));
        stage = OnFx.open(window);
        OnFx.show(stage, "Nodes");
        choose(0);
        OnFx.run(() -> OnFx.find(stage, "#node-tab-TERMINAL", ToggleButton.class).fire());
    }

    @AfterEach
    void closeWindow() throws Exception {
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private void choose(int row) throws Exception {
        OnFx.run(
                () ->
                        OnFx.find(stage, "#node-table", TableView.class)
                                .getSelectionModel()
                                .clearAndSelect(row));
    }

    private FakeShell openTerminal() throws Exception {
        int before = shells.size();
        OnFx.run(() -> OnFx.find(stage, "#terminal-open", Button.class).fire());
        OnFx.await(() -> shells.size() > before);
        OnFx.await(() -> OnFx.find(stage, "#terminal-end", Button.class).isVisible());
        return shells.getLast();
    }

    private Node terminal() {
        return OnFx.find(stage, "#terminal", Node.class);
    }

    private String text() {
        return String.valueOf(terminal().queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private String shown() throws Exception {
        return OnFx.get(this::text);
    }

    /// As the window would: to whatever has the focus.
    private void press(KeyCode key, boolean shift, boolean control) throws Exception {
        OnFx.run(
                () ->
                        focused()
                                .fireEvent(
                                        new KeyEvent(
                                                KeyEvent.KEY_PRESSED,
                                                KeyEvent.CHAR_UNDEFINED,
                                                "",
                                                key,
                                                shift,
                                                control,
                                                false,
                                                false)));
    }

    private void type(String text) throws Exception {
        for (String character : text.split("")) {
            OnFx.run(
                    () ->
                            focused()
                                    .fireEvent(
                                            new KeyEvent(
                                                    KeyEvent.KEY_TYPED,
                                                    character,
                                                    "",
                                                    KeyCode.UNDEFINED,
                                                    false,
                                                    false,
                                                    false,
                                                    false)));
        }
    }

    private Node focused() {
        return stage.getScene().getFocusOwner();
    }

    @Test
    void everyKeyGoesToTheShellUntilCtrlTabLeaves() throws Exception {
        FakeShell shell = openTerminal();
        assertThat(OnFx.get(this::focused)).isSameAs(terminal());

        type("ls?");
        press(KeyCode.ENTER, false, false);
        press(KeyCode.TAB, false, false);
        press(KeyCode.K, false, true);
        press(KeyCode.DIGIT2, false, true);
        press(KeyCode.ESCAPE, false, false);
        OnFx.await(() -> shell.typed().equals("ls?\r\t\u000B\u0000\u001B"));
        assertThat(OnFx.get(this::focused)).isSameAs(terminal());
        assertThat(OnFx.get(() -> window.current())).isEqualTo("Nodes");

        press(KeyCode.TAB, false, true);
        assertThat(OnFx.get(this::focused)).isNotSameAs(terminal());
    }

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
    void aTerminalStaysOpenWhileAnotherNodeIsShown() throws Exception {
        FakeShell first = openTerminal();
        choose(1);
        assertThat(OnFx.find(stage, "#terminal-open", Button.class).isVisible()).isTrue();
        openTerminal();
        assertThat(shown()).startsWith("light-2 $");

        choose(0);
        assertThat(shown()).startsWith("light-1 $");
        assertThat(first.isClosed()).isFalse();
    }

    @Test
    void theEndIsSaid() throws Exception {
        FakeShell shell = openTerminal();
        shell.end(ShellEnd.cut("Node light-1 was removed"));
        OnFx.await(
                () ->
                        OnFx.find(stage, "#terminal-message", Label.class)
                                .getText()
                                .contains("was removed"));
        assertThat(OnFx.find(stage, "#terminal-open", Button.class).getText())
                .isEqualTo("Open again");
        // Tab leaves a terminal that has ended like any other control.
        press(KeyCode.TAB, false, false);
        assertThat(OnFx.get(this::focused)).isNotSameAs(terminal());
    }

    @Test
    void leavingTheScreenEndsTheShellAndKeepsNothingOfIt() throws Exception {
        FakeShell shell = openTerminal();
        WeakReference<Node> gone = new WeakReference<>(terminal());

        OnFx.show(stage, "Pods");
        OnFx.await(shell::isClosed);
        OnFx.show(stage, "Nodes");
        OnFx.run(() -> OnFx.find(stage, "#node-tab-INFO", ToggleButton.class).fire());

        OnFx.await(
                () -> {
                    System.gc();
                    return gone.refersTo(null);
                });
    }

    @Test
    void aWindowThatClosesEndsItsShells() throws Exception {
        FakeShell shell = openTerminal();

        OnFx.run(window::close);

        OnFx.await(shell::isClosed);
    }
}
