package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/// The terminal of this process. There can be only one at a time, so commands at the prompt of
/// `cloud shell` use the prompt's.
public final class SystemTerminal {

    private @Nullable Terminal present;

    /// What a command does at a terminal.
    @FunctionalInterface
    public interface Use<T> {
        T at(Terminal terminal) throws IOException;
    }

    /// Uses the terminal that is open, or opens it meanwhile.
    ///
    /// @throws CloudException when there is none, or it fails
    public <T> T use(Use<T> work) {
        Terminal open = present;
        try {
            if (open != null) {
                return work.at(open);
            }
            try (Terminal own = TerminalBuilder.builder().system(true).build()) {
                return with(own, work);
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "Cannot use the terminal: " + e.getMessage(), e);
        }
    }

    /// Uses this terminal, and so do the commands that the work runs.
    public <T> T with(Terminal terminal, Use<T> work) throws IOException {
        Terminal before = present;
        present = terminal;
        try {
            return work.at(terminal);
        } finally {
            present = before;
        }
    }
}
