package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.TerminalSize;

/// An interactive shell in a node's container, with a terminal of its own.
public interface NodeShell extends AutoCloseable {

    /// Passes on what was typed; waits a little when the shell does not read.
    ///
    /// @throws PortException when it still does not read, or has ended
    void write(byte[] typed);

    void resize(TerminalSize size);

    /// Ends the shell and the program that it runs.
    @Override
    void close();
}
