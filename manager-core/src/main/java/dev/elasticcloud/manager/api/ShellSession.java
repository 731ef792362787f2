package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.util.concurrent.CompletableFuture;

/// A shell that is open in a node, with a terminal of its own. What is typed and printed is kept
/// nowhere.
public interface ShellSession extends AutoCloseable {

    /// Passes on what was typed, as a terminal sends it.
    ///
    /// @throws CloudException when the shell has ended or does not read
    void write(byte[] typed);

    void resize(TerminalSize size);

    /// Is completed when the shell has ended: by itself, with its node, because the connection
    /// broke off or the manager closes, or because this session was closed.
    CompletableFuture<ShellEnd> ended();

    /// Ends the shell and the program that it runs.
    @Override
    default void close() {
        close("It was closed");
    }

    /// As [#close()].
    ///
    /// @param reason what ends it, as one sentence
    void close(String reason);
}
