package dev.elasticcloud.console.connection;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests of the screens about single nodes: logs, shells, the engine's details, and changes
/// whose effect is followed.
public final class NodeClient {

    private final CloudConnection connection;

    public NodeClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// Submits a command.
    ///
    /// @param accepted receives the receipt, which shows in which snapshot the effect is complete
    public void submit(Command command, Consumer<Receipt> accepted, Consumer<String> refused) {
        connection.ask(cloud -> cloud.submit(command), accepted, refused);
    }

    /// Everything the engine knows about a node's container, as JSON.
    public void inspect(NodeName node, Consumer<String> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.inspect(node), answered, refused);
    }

    /// Reads the last lines of a node's log and then each new one. Lines that come quickly are
    /// delivered together.
    ///
    /// @param over is told that no more lines come although it was not closed: why, or an empty text
    ///     when the log has ended with its container
    /// @return closes it
    public Runnable followLogs(
            NodeName node, LogQuery query, Consumer<List<LogLine>> lines, Consumer<String> over) {
        LineBuffer buffer = new LineBuffer(lines, over);
        connection.ask(cloud -> cloud.followLogs(node, query, buffer::add), buffer::follow, over);
        return buffer::stop;
    }

    /// A shell in a node, not open yet.
    public NodeShell shell(NodeName node) {
        return new NodeShell(connection, node);
    }

    /// Collects lines between two deliveries to the UI thread. Used on the UI thread, except for
    /// `add`.
    private final class LineBuffer {

        private final Consumer<List<LogLine>> lines;
        private final Consumer<String> over;
        private List<LogLine> waiting = new ArrayList<>();
        private boolean closed;
        private Subscription source = () -> {};

        LineBuffer(Consumer<List<LogLine>> lines, Consumer<String> over) {
            this.lines = lines;
            this.over = over;
        }

        synchronized void add(LogLine line) {
            waiting.add(line);
            if (waiting.size() == 1) {
                connection.ui().run(this::deliver);
            }
        }

        private synchronized List<LogLine> take() {
            List<LogLine> taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        }

        private void deliver() {
            List<LogLine> taken = take();
            if (!closed && !taken.isEmpty()) {
                lines.accept(taken);
            }
        }

        private void follow(Subscription opened) {
            if (closed) {
                end(opened);
            } else {
                source = opened;
                opened.ended()
                        .whenComplete((_, broken) -> connection.ui().run(() -> ended(broken)));
            }
        }

        private void ended(@Nullable Throwable broken) {
            if (!closed) {
                over.accept(
                        broken == null ? "" : text("connection.logBrokeOff", broken.getMessage()));
            }
        }

        private void stop() {
            closed = true;
            end(source);
        }

        /// Closing a stream may wait for its other side.
        private void end(Subscription opened) {
            Thread.ofVirtual().name("end-logs").start(opened::close);
        }
    }
}
