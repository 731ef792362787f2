package dev.elasticcloud.console.app.nodes;

import dev.elasticcloud.console.app.ConsoleWindow;
import dev.elasticcloud.console.app.OnFx;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.FakeShell;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A window on a cloud of nodes with shells, and the hands that use it.
abstract class TerminalJourney {

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

    ConsoleWindow window;
    Stage stage;

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

    void choose(int row) throws Exception {
        OnFx.run(
                () ->
                        OnFx.find(stage, "#node-table", TableView.class)
                                .getSelectionModel()
                                .clearAndSelect(row));
    }

    FakeShell openTerminal() throws Exception {
        int before = shells.size();
        OnFx.run(() -> OnFx.find(stage, "#terminal-open", Button.class).fire());
        OnFx.await(() -> shells.size() > before);
        OnFx.await(() -> OnFx.find(stage, "#terminal-end", Button.class).isVisible());
        return shells.getLast();
    }

    Node terminal() {
        return OnFx.find(stage, "#terminal", Node.class);
    }

    String text() {
        return String.valueOf(terminal().queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    String shown() throws Exception {
        return OnFx.get(this::text);
    }

    /// As the window would: to whatever has the focus.
    void press(KeyCode key, boolean shift, boolean control) throws Exception {
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

    void type(String text) throws Exception {
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

    Node focused() {
        return stage.getScene().getFocusOwner();
    }
}
