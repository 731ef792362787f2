package dev.elasticcloud.console.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.app.OnFx;
import dev.elasticcloud.console.fake.FakeShell;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.lang.ref.WeakReference;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// A terminal in a node, from the button to the keys.
class NodeTerminalTest extends TerminalJourney {

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
    void theWindowsShortcutsWorkAgainAfterTheEnd() throws Exception {
        FakeShell shell = openTerminal();
        shell.end(new ShellEnd(0, "exit"));
        OnFx.await(() -> OnFx.find(stage, "#terminal-open", Button.class).isVisible());
        OnFx.run(() -> terminal().requestFocus());

        press(KeyCode.DIGIT2, false, true);

        assertThat(OnFx.get(() -> window.current())).isEqualTo("Pods");
    }

    @Test
    void closingTheDetailsEndsTheShell() throws Exception {
        FakeShell shell = openTerminal();

        OnFx.run(
                () ->
                        OnFx.find(stage, "#node-table", TableView.class)
                                .getSelectionModel()
                                .clearSelection());
        OnFx.run(() -> closeButton().fire());

        OnFx.await(shell::isClosed);
    }

    private Button closeButton() {
        return OnFx.find(stage, ".node-pane", Node.class).lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> "Close the details".equals(button.getAccessibleText()))
                .findFirst()
                .orElseThrow();
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
