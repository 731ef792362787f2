package dev.elasticcloud.console.cli;

import java.nio.file.Path;

/// What the commands start; each answers its exit code.
public interface Programs {

    /// Opens the console's window and returns when it is closed.
    int console(boolean simulated, Path data, int port);

    /// Runs the demonstration and leaves its report in a folder.
    int demo(boolean simulated, boolean headless, Path out, int port);
}
