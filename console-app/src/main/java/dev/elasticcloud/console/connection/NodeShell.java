package dev.elasticcloud.console.connection;

import dev.elasticcloud.console.fx.Latest;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shell in a node for the UI thread: nothing here waits. What is typed goes out in order, in the
/// background; a thread runs only while something goes out.
public final class NodeShell implements AutoCloseable {

    /// How many answers may wait to go out. A program can ask without end, and read nothing.
    private static final int MOST_ANSWERS = 64;

    private static final Watcher NOBODY =
            new Watcher() {
                @Override
                public void opened() {}

                @Override
                public void printed() {}

                @Override
                public void dropped(String why) {}

                @Override
                public void ended(String why) {}
            };

    /// Is told on the UI thread what becomes of a shell, until it is closed here.
    public interface Watcher {

        void opened();

        /// Something was printed since the last time.
        void printed();

        /// What was typed did not arrive.
        void dropped(String why);

        /// It could not be opened, or it has ended.
        ///
        /// @param why empty when it exited without a failure
        void ended(String why);
    }

    private final CloudConnection connection;
    private final NodeName node;
    private final Queue<Consumer<ShellSession>> outgoing = new ArrayDeque<>();
    private final Latest<Boolean> printed;
    private volatile Consumer<byte[]> screen = bytes -> {};

    /// Used on the UI thread.
    private Watcher watcher = NOBODY;

    private @Nullable ShellSession session;
    private boolean sending;
    private boolean closed;

    NodeShell(CloudConnection connection, NodeName node) {
        this.connection = connection;
        this.node = node;
        this.printed = new Latest<>(connection.ui(), any -> watcher.printed());
    }

    /// Opens it; once only.
    ///
    /// @param print receives what the shell prints, on a thread of the manager; while it waits, the
    ///     shell does
    public void open(TerminalSize size, Consumer<byte[]> print, Watcher told) {
        screen = print;
        watcher = told;
        connection.ask(
                cloud -> cloud.openShell(node, size, this::print),
                this::follow,
                why -> watcher.ended(why));
    }

    private void print(byte[] bytes) {
        screen.accept(bytes);
        printed.offer(true);
    }

    private void follow(ShellSession opened) {
        boolean late;
        synchronized (this) {
            late = closed;
            session = late ? null : opened;
        }
        if (late) {
            end(opened);
            return;
        }
        opened.ended().thenAccept(end -> connection.ui().run(() -> watcher.ended(reason(end))));
        watcher.opened();
        send();
    }

    private static String reason(ShellEnd end) {
        Integer code = end.exitCode();
        return code != null && code == 0 ? "" : end.reason();
    }

    public void type(byte[] typed) {
        later(shell -> shell.write(typed));
    }

    /// Passes on what the terminal answers by itself; too many answers at once are lost.
    public void answer(byte[] answer) {
        boolean room;
        synchronized (this) {
            room = outgoing.size() < MOST_ANSWERS;
        }
        if (room) {
            type(answer);
        }
    }

    public void resize(TerminalSize size) {
        later(shell -> shell.resize(size));
    }

    private void later(Consumer<ShellSession> task) {
        synchronized (this) {
            if (closed) {
                return;
            }
            outgoing.add(task);
        }
        send();
    }

    private void send() {
        ShellSession to;
        synchronized (this) {
            if (sending || session == null || outgoing.isEmpty()) {
                return;
            }
            sending = true;
            to = session;
        }
        connection.run(cloud -> sendAll(to));
    }

    private void sendAll(ShellSession to) {
        Consumer<ShellSession> task = next();
        while (task != null) {
            try {
                task.accept(to);
            } catch (CloudException e) {
                drop();
                connection.ui().run(() -> watcher.dropped(e.text()));
            }
            task = next();
        }
    }

    private synchronized @Nullable Consumer<ShellSession> next() {
        Consumer<ShellSession> task = outgoing.poll();
        sending = task != null;
        return task;
    }

    private synchronized void drop() {
        outgoing.clear();
    }

    /// Ends the shell. Nobody is told anything any more.
    @Override
    public void close() {
        ShellSession open;
        synchronized (this) {
            closed = true;
            outgoing.clear();
            open = session;
            session = null;
        }
        screen = bytes -> {};
        watcher = NOBODY;
        if (open != null) {
            end(open);
        }
    }

    /// Closing may wait for the other side, and the connection may be closed already.
    private static void end(ShellSession open) {
        Thread.ofVirtual().name("end-shell").start(open::close);
    }
}
