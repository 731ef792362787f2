package dev.elasticcloud.console.cli;

import dev.elasticcloud.manager.api.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the commands start; each answers its exit code.
public interface Programs {

    /// Opens the console's window and returns when it is closed.
    int console(boolean simulated, Path data, int port);

    /// Runs the demonstration and leaves its report in a folder.
    int demo(boolean simulated, boolean headless, Path out, int port);

    /// Runs a benchmark and leaves its figures in a folder.
    int bench(String name, Path out, List<Path> traces, int peakNodes, Duration startDelay);

    /// What is to be served, and how.
    ///
    /// @param port where jobs reach the balancer
    /// @param listenPort where the API listens
    record Served(
            boolean simulated,
            Path data,
            int port,
            String listenHost,
            int listenPort,
            @Nullable Path certificate,
            @Nullable Path key,
            List<String> names) {

        public Served {
            names = List.copyOf(names);
        }
    }

    /// Runs a manager with its API until the process is ended.
    int serve(Served wanted);

    /// The tokens of the cloud in a data folder.
    Tokens tokens(Path data);
}
