package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.Programs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cloud demo`.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a demonstration and removes everything afterwards.",
            "It initialises three pods, raises and lowers their load, and shows nodes come and go."
        },
        footer = "  cloud demo --yes --headless --out demo-out")
public final class DemoCommand implements Callable<Integer> {

    /// Apart from the user's own cloud, so that both can be open at once.
    private static final String NAME = "demo";

    private final Programs programs;
    private final CommandSession session;

    @Option(names = "--simulated", description = "Use a simulated cloud in memory, without Docker.")
    boolean simulated;

    @Option(
            names = "--headless",
            description = "Run without a window (done by the launcher); pictures are still taken.")
    boolean headless;

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for the report; default: ${DEFAULT-VALUE}.")
    Path out = Path.of("demo-out");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The balancer's port for jobs on 127.0.0.1; default: a free one.")
    int port;

    public DemoCommand(Programs programs, CommandSession session) {
        this.programs = programs;
        this.session = session;
    }

    @Override
    public Integer call() {
        String name = session.givenName();
        return programs.demo(name.isEmpty() ? NAME : name, simulated, out, port);
    }
}
