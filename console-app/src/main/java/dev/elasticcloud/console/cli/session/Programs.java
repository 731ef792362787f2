package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The programs that commands start. Each runs to its end and returns an exit code.
public interface Programs {

    /// A cloud whose manager is to run in this process.
    ///
    /// @param port where jobs reach the balancer
    /// @param portMoves whether one of the next ports will do when this one is taken
    /// @param publish the Docker host's address that the balancer listens on
    /// @param subnets ranges of addresses for the cloud's networks; empty for the usual ones
    record Hosted(
            LocalCloud cloud,
            boolean simulated,
            int port,
            boolean portMoves,
            String publish,
            String subnets) {}

    /// Opens the console's window and returns when it is closed.
    int console(Hosted wanted);

    /// Runs the demonstration and writes its report into a folder.
    ///
    /// @param cloud the name of the demonstration's own cloud
    int demo(String cloud, boolean simulated, Path out, int port);

    /// Takes pictures of the console's screens and writes them into a folder.
    ///
    /// @param screens which screens; all when empty
    /// @param sizes widths and heights such as `1280x800`
    int shots(Path out, List<String> screens, List<String> sizes, List<String> states);

    /// Injects faults into a cloud of its own and writes the results into a folder.
    int chaos(Path out, long seed, Duration length, List<Integer> cases, boolean restartDocker);

    /// A line for each benchmark: its name and what it measures.
    String benchmarks();

    /// Runs a benchmark and writes its figures into a folder.
    int bench(String name, Measured measured);

    /// What to measure; see `cloud bench --help`.
    ///
    /// @param out the folder for the figures
    record Measured(
            Path out,
            List<Path> traces,
            int peakNodes,
            Duration startDelay,
            Duration hostWork,
            List<String> cases) {
        public Measured {
            traces = List.copyOf(traces);
            cases = List.copyOf(cases);
        }
    }

    /// What to serve, and where.
    ///
    /// @param listenPort where the API listens
    /// @param listenMoves whether one of the next ports will do when that one is taken
    record Served(
            Hosted hosted,
            String listenHost,
            int listenPort,
            boolean listenMoves,
            @Nullable Path certificate,
            @Nullable Path key,
            List<String> names) {

        public Served {
            names = List.copyOf(names);
        }
    }

    /// Runs a manager with its API until the process ends.
    int serve(Served wanted);
}
