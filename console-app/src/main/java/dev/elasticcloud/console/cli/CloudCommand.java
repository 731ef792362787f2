package dev.elasticcloud.console.cli;

import dev.elasticcloud.manager.api.CloudException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The `cloud` command and its subcommands.
@Command(
        name = "cloud",
        version = "Elastic Cloud Console 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        description = "An elastic cloud on plain Docker.",
        footer = {
            "",
            "Examples:",
            "  cloud                                open the console",
            "  cloud --simulated                    open it on a simulated cloud, without Docker",
            "  cloud demo --yes --headless --out d  show the whole, leave pictures in d",
            "",
            "'cloud test' runs all tests. Nothing is installed without --yes."
        })
public final class CloudCommand implements Callable<Integer> {

    private static final int USAGE = 64;
    private static final int FAULT = 70;

    private final Programs programs;

    @CommandLine.Mixin private final Console console = new Console();

    /// How a console is opened, with or without naming the command.
    static final class Console {
        @Option(names = "--simulated", description = "A cloud in memory, without Docker.")
        boolean simulated;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the store lives; default: the user's data folder.")
        Path data = defaultData();

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description =
                        "Where jobs reach the balancer on 127.0.0.1; default: ${DEFAULT-VALUE}.")
        int port = 8088;

        @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
        boolean yes;
    }

    private CloudCommand(Programs programs) {
        this.programs = programs;
    }

    /// Runs a command line and answers its exit code.
    public static int run(Programs programs, String... args) {
        CloudCommand root = new CloudCommand(programs);
        CommandLine line = new CommandLine(root);
        line.addSubcommand("console", new ConsoleCommand(programs));
        line.addSubcommand("demo", new DemoCommand(programs));
        line.addSubcommand("bench", new BenchCommand(programs));
        line.addSubcommand("chaos", new ChaosCommand(programs));
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.setExitCodeExceptionMapper(CloudCommand::exitCode);
        line.setExecutionExceptionHandler(CloudCommand::explain);
        line.setParameterExceptionHandler(
                (error, arguments) -> {
                    PrintWriter err = error.getCommandLine().getErr();
                    err.println("cloud: " + error.getMessage());
                    CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
                    err.println("'cloud help' lists what there is.");
                    return USAGE;
                });
        return line.execute(args);
    }

    @Override
    public Integer call() {
        return programs.console(console.simulated, console.data, console.port);
    }

    private static int exitCode(Throwable error) {
        return error instanceof CloudException refused ? refused.code().exitCode() : FAULT;
    }

    private static int explain(
            Exception error, CommandLine line, CommandLine.ParseResult arguments) {
        String message = error.getMessage();
        line.getErr().println("cloud: " + (message == null ? error.toString() : message));
        return exitCode(error);
    }

    static Path defaultData() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        String xdg = System.getenv("XDG_DATA_HOME");
        if (os.contains("mac")) {
            return home.resolve("Library/Application Support/elastic-cloud");
        }
        if (os.contains("windows")) {
            String local = System.getenv("LOCALAPPDATA");
            return (local == null ? home : Path.of(local)).resolve("elastic-cloud");
        }
        return (xdg == null || xdg.isBlank() ? home.resolve(".local/share") : Path.of(xdg))
                .resolve("elastic-cloud");
    }

    /// `cloud console`, the default.
    @Command(name = "console", mixinStandardHelpOptions = true, description = "Opens the console.")
    static final class ConsoleCommand implements Callable<Integer> {
        private final Programs programs;

        @CommandLine.Mixin private final Console console = new Console();

        ConsoleCommand(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            return programs.console(console.simulated, console.data, console.port);
        }
    }

    /// `cloud demo`.
    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description = {
                "Shows the whole: three pods come into being, load rises and falls on all of them,",
                "nodes come and go, and everything is taken away again."
            },
            footer = {"", "Example:", "  cloud demo --yes --headless --out demo-out"})
    static final class DemoCommand implements Callable<Integer> {
        private final Programs programs;

        @Option(names = "--simulated", description = "A cloud in memory, without Docker.")
        boolean simulated;

        @Option(names = "--headless", description = "No window; pictures are taken all the same.")
        boolean headless;

        @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
        boolean yes;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Where the report goes; default: ${DEFAULT-VALUE}.")
        Path out = Path.of("demo-out");

        @Option(
                names = "--port",
                paramLabel = "PORT",
                description = "Where jobs reach the balancer on 127.0.0.1; default: a free one.")
        int port;

        DemoCommand(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            return programs.demo(simulated, headless, out, port);
        }
    }
}
