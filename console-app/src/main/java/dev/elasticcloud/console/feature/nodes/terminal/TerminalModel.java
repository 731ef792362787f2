package dev.elasticcloud.console.feature.nodes.terminal;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.NodeClient;
import dev.elasticcloud.console.connection.NodeShell;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// A terminal in one node: its shell, its screen, and how it ended. Used on the UI thread.
public final class TerminalModel {

    /// Whether there is a shell.
    enum Stage {
        CLOSED,
        OPENING,
        OPEN,
        ENDED
    }

    private static final Duration FRAME = Duration.ofMillis(33);
    private static final Duration RESIZING = Duration.ofMillis(150);

    /// How much goes out at once; a manager takes messages of limited size.
    private static final int PIECE = 4_096;

    private static final String PASTED = "\u001B[200~";
    private static final String PASTED_END = "\u001B[201~";

    private final CloudConnection connection;
    private final NodeClient client;
    private final NodeName node;
    private final PacedRefresh frames;
    private final PacedRefresh sizes;
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.CLOSED);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();
    private TerminalSize size = TerminalSize.USUAL;
    private TerminalScreen screen = new TerminalScreen(size, answer -> {});
    private TerminalSize told = size;
    private @Nullable NodeShell shell;

    public TerminalModel(CloudConnection connection, NodeName node) {
        this.connection = connection;
        this.client = new NodeClient(connection);
        this.node = node;
        this.frames = new PacedRefresh(connection, FRAME, this::change);
        this.sizes = new PacedRefresh(connection, RESIZING, this::tellSize);
    }

    NodeName node() {
        return node;
    }

    /// Why this user may not open a terminal; empty when they may.
    String refusal() {
        return connection.refusal(Role.OWNER);
    }

    ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /// Why there is no shell any more, or what went wrong; empty when there is nothing to say.
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Grows when the screen has changed, some thirty times a second at most.
    ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    TerminalScreen screen() {
        return screen;
    }

    boolean isOpen() {
        return stage.get() == Stage.OPEN;
    }

    /// Whether there is a shell, or one is being opened.
    public boolean isLive() {
        return switch (stage.get()) {
            case OPENING, OPEN -> true;
            case CLOSED, ENDED -> false;
        };
    }

    private void change() {
        changes.set(changes.get() + 1);
    }

    void open() {
        if (isLive() || !refusal().isEmpty()) {
            return;
        }
        NodeShell opening = client.shell(node);
        shell = opening;
        told = size;
        screen = new TerminalScreen(size, opening::answer);
        message.set("");
        stage.set(Stage.OPENING);
        change();
        opening.open(size, screen::print, new Watcher());
    }

    /// Passes on what was typed.
    void type(byte[] typed) {
        NodeShell to = shell;
        if (to != null && isOpen()) {
            message.set("");
            for (int i = 0; i < typed.length; i += PIECE) {
                to.type(Arrays.copyOfRange(typed, i, Math.min(i + PIECE, typed.length)));
            }
        }
    }

    /// Types a text that was copied somewhere. Nothing in it can end the marks around it or steer
    /// the program.
    void paste(String text) {
        String plain =
                text.replace("\r\n", "\r").replace('\n', '\r').replaceAll("[\\p{Cc}&&[^\t\r]]", "");
        String whole = screen.marksPasted() ? PASTED + plain + PASTED_END : plain;
        type(whole.getBytes(StandardCharsets.UTF_8));
    }

    void resize(TerminalSize changed) {
        if (!changed.equals(size)) {
            size = changed;
            sizes.request();
        }
    }

    private void tellSize() {
        if (told.equals(size)) {
            return;
        }
        told = size;
        screen.resize(size);
        NodeShell to = shell;
        if (to != null) {
            to.resize(size);
        }
        change();
    }

    /// Ends the shell and the program that it runs.
    public void close() {
        NodeShell open = shell;
        shell = null;
        if (open != null) {
            open.close();
        }
        if (stage.get() != Stage.ENDED) {
            message.set("");
            stage.set(Stage.CLOSED);
        }
    }

    private final class Watcher implements NodeShell.Watcher {

        @Override
        public void opened() {
            stage.set(Stage.OPEN);
        }

        @Override
        public void printed() {
            frames.request();
        }

        @Override
        public void dropped(String why) {
            message.set(why);
        }

        @Override
        public void ended(String why) {
            boolean wasOpen = isOpen();
            message.set(
                    why.isEmpty()
                            ? text("nodes.terminal.ended")
                            : wasOpen ? text("nodes.terminal.endedWhy", why) : why);
            shell = null;
            stage.set(Stage.ENDED);
            change();
        }
    }
}
