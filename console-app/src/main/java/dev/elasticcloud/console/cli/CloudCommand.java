package dev.elasticcloud.console.cli;

import dev.elasticcloud.console.cli.command.access.ContextCommands;
import dev.elasticcloud.console.cli.command.access.TokenCommands;
import dev.elasticcloud.console.cli.command.job.JobCommands;
import dev.elasticcloud.console.cli.command.pod.ElasticityCommands;
import dev.elasticcloud.console.cli.command.pod.HostCommands;
import dev.elasticcloud.console.cli.command.pod.NodeCommands;
import dev.elasticcloud.console.cli.command.pod.PodCommands;
import dev.elasticcloud.console.cli.command.pod.RequestCommand;
import dev.elasticcloud.console.cli.command.pod.ScalingCommands;
import dev.elasticcloud.console.cli.command.pod.SettingCommands;
import dev.elasticcloud.console.cli.command.pod.TopCommand;
import dev.elasticcloud.console.cli.command.program.BenchCommand;
import dev.elasticcloud.console.cli.command.program.ChaosCommand;
import dev.elasticcloud.console.cli.command.program.ConsoleCommand;
import dev.elasticcloud.console.cli.command.program.DemoCommand;
import dev.elasticcloud.console.cli.command.program.DoctorCommand;
import dev.elasticcloud.console.cli.command.program.ServeCommand;
import dev.elasticcloud.console.cli.command.program.ShotsCommand;
import dev.elasticcloud.console.cli.command.record.DecisionsCommand;
import dev.elasticcloud.console.cli.command.record.EvidenceCommands;
import dev.elasticcloud.console.cli.command.record.HistoryCommands;
import dev.elasticcloud.console.cli.command.record.LogsCommand;
import dev.elasticcloud.console.cli.command.record.WhatIfCommand;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.console.cli.session.ExitCodes;
import dev.elasticcloud.console.cli.session.LazyCommands;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.console.cli.session.ManagerOptions;
import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.console.cli.session.SharedOptions;
import dev.elasticcloud.console.cli.shell.CompletionCommand;
import dev.elasticcloud.console.cli.shell.ShellCommand;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The `cloud` command and its subcommands.
@Command(
        name = "cloud",
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        description = "An elastic cloud on plain Docker.",
        footer = {
            "  cloud                                open the console",
            "  cloud --simulated                    open it on a simulated cloud, without Docker",
            "  cloud demo --yes --headless --out d  run the demo and write pictures to d",
            "  cloud serve --simulated              run a manager without a window",
            "  cloud doctor                         see whether a cloud can run here",
            "  cloud init --wait                    initialise all pods",
            "  cloud pod ls                         list them",
            "  cloud job run light --wait           run a job and print its result",
            "",
            "Commands use the cloud on this machine, or the one that --url or --context names.",
            "Exit codes: 0 done, 1 a job or a change failed, 64 wrong usage, 65 conflict, 66 not",
            "found, 69 unavailable, 70 internal error, 74 timed out, 75 limit reached, 77 not"
                    + " allowed.",
            "'cloud test' runs all tests. Nothing is installed without --yes."
        })
public final class CloudCommand implements Callable<Integer> {

    /// Examples come first, because most people who open the help look for one.
    private static final List<String> SECTIONS =
            List.of(
                    UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                    UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                    UsageMessageSpec.SECTION_KEY_FOOTER,
                    UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                    UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                    UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                    UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
                    UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST);

    /// Commands that need the whole command tree.
    private static final Set<String> ABOUT_ALL = Set.of("help", "shell", "completion");

    /// Options of `cloud` without a command; some commands have options of the same name.
    private static final List<String> OWN_OPTIONS =
            List.of("--simulated", "--port", "--publish", "--subnets");

    private final Programs programs;
    private final CommandSession session;

    @Mixin private final ManagerOptions manager = new ManagerOptions();
    @Mixin private final SharedOptions shared;

    private CloudCommand(Programs programs, CommandSession session) {
        this.programs = programs;
        this.session = session;
        this.shared = session.options;
    }

    /// Runs the command line of this process and returns its exit code.
    public static int run(Programs programs, ManagerAccess managers, String... args) {
        CommandSession.Terminal terminal =
                new CommandSession.Terminal(
                        new BufferedReader(new InputStreamReader(System.in, inputCharset())),
                        new PrintWriter(System.out),
                        new PrintWriter(System.err, true),
                        isTerminal(),
                        isTerminal() || Boolean.getBoolean("elasticcloud.screen"));
        CloudFinder finder = CloudFinder.ofThisProcess(managers::running);
        return run(programs, managers, finder, terminal, args);
    }

    /// A console may exist without a terminal.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static java.nio.charset.Charset inputCharset() {
        String name = System.getProperty("stdin.encoding");
        return name == null ? StandardCharsets.UTF_8 : java.nio.charset.Charset.forName(name);
    }

    static int run(
            Programs programs,
            ManagerAccess managers,
            CloudFinder finder,
            CommandSession.Terminal terminal,
            String... args) {
        boolean needsAll = Stream.of(args).anyMatch(ABOUT_ALL::contains);
        List<String> words = needsAll ? List.of() : List.of(args);
        try (CommandSession session = new CommandSession(managers, finder, terminal, words)) {
            return commands(programs, session).execute(args);
        }
    }

    static CommandLine commands(Programs programs, CommandSession session) {
        CommandLine line = new CommandLine(new CloudCommand(programs, session));
        lazyCommands(programs, session).fill(line, session.words());
        line.setOut(session.out());
        line.setErr(session.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setHelpSectionKeys(SECTIONS);
        line.setUsageHelpAutoWidth(true);
        forAll(line, command -> headings(command.getCommandSpec().usageMessage()));
        line.setExecutionStrategy(CloudCommand::execute);
        line.setExecutionExceptionHandler(CloudCommand::explain);
        line.setParameterExceptionHandler(CloudCommand::correct);
        return line;
    }

    private static LazyCommands lazyCommands(Programs programs, CommandSession session) {
        return new LazyCommands()
                .with("console", () -> new ConsoleCommand(programs, session))
                .with("demo", () -> new DemoCommand(programs, session))
                .with("serve", () -> new ServeCommand(programs, session))
                .with("bench", () -> new BenchCommand(programs))
                .with("shots", () -> new ShotsCommand(programs))
                .with("chaos", () -> new ChaosCommand(programs))
                .with("doctor", () -> new DoctorCommand(session))
                .with("init", () -> PodCommands.init(session))
                .with("pod", () -> PodCommands.pod(session))
                .with("node", () -> NodeCommands.node(session))
                .with("host", () -> HostCommands.host(session))
                .with(
                        "register",
                        () -> NodeCommands.register(session, "  cloud register first-1 light"))
                .with("launch", () -> NodeCommands.launch(session, "  cloud launch light --wait"))
                .with("rm", () -> NodeCommands.rm(session, "  cloud rm light-2 light"))
                .with(
                        "pause",
                        () ->
                                NodeCommands.pause(
                                        session,
                                        "  cloud pause light",
                                        "  cloud pause light light-2"))
                .with(
                        "resume",
                        () ->
                                NodeCommands.resume(
                                        session,
                                        "  cloud resume light",
                                        "  cloud resume light light-2"))
                .with("elasticity", () -> ElasticityCommands.elasticity(session))
                .with("scaling", () -> ScalingCommands.scaling(session))
                .with("set", () -> SettingCommands.set(session))
                .with(Set.of("request", "usage"), () -> new RequestCommand(session))
                .with("job", () -> JobCommands.job(session))
                .with("top", () -> new TopCommand(session))
                .with("decisions", () -> new DecisionsCommand(session))
                .with("history", () -> new HistoryCommands.History(session))
                .with("what-if", () -> new WhatIfCommand(session))
                .with("events", () -> new HistoryCommands.Events(session))
                .with("evidence", () -> EvidenceCommands.evidence(session))
                .with("verify", () -> new EvidenceCommands.Verify(session))
                .with("logs", () -> new LogsCommand(session))
                .with("token", () -> TokenCommands.token(session))
                .with("context", () -> ContextCommands.context(session))
                .with("shell", () -> new ShellCommand(session))
                .with("completion", () -> new CompletionCommand(session))
                .with("version", VersionCommand::new)
                .with("help", HelpCommand::new);
    }

    private static void forAll(CommandLine line, Consumer<CommandLine> change) {
        change.accept(line);
        line.getSubcommands().values().forEach(command -> forAll(command, change));
    }

    private static void headings(UsageMessageSpec usage) {
        usage.footerHeading("%nExamples:%n");
        usage.synopsisHeading("%nUsage: ");
        usage.commandListHeading("%nCommands:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.parameterListHeading("%n");
    }

    @Override
    public Integer call() {
        return programs.console(manager.hosted(session.local()));
    }

    /// Refuses an option of `cloud` itself when a command follows. Picocli would ignore it, and
    /// `cloud --simulated serve` would run on Docker.
    private static int execute(CommandLine.ParseResult given) {
        if (given.hasSubcommand()) {
            for (String option : OWN_OPTIONS) {
                if (given.hasMatchedOption(option)) {
                    throw new CommandLine.ParameterException(
                            given.commandSpec().commandLine(),
                            "%s has no effect before a command: put it after the command, as in 'cloud serve %s'"
                                    .formatted(option, option));
                }
            }
        }
        return new CommandLine.RunLast().execute(given);
    }

    private static int correct(CommandLine.ParameterException error, String[] arguments) {
        PrintWriter err = error.getCommandLine().getErr();
        err.println("cloud: " + error.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println(
                "Run '%s -h' for help."
                        .formatted(error.getCommandLine().getCommandSpec().qualifiedName()));
        err.flush();
        return ExitCodes.USAGE;
    }

    private static int explain(
            Exception error, CommandLine line, CommandLine.ParseResult arguments) {
        String message = error.getMessage();
        line.getErr().println("cloud: " + (message == null ? error.toString() : message));
        line.getErr().flush();
        return switch (error) {
            case CloudException refused -> refused.code().exitCode();
            case IllegalArgumentException misuse -> ExitCodes.USAGE;
            case CommandLine.PicocliException misuse -> ExitCodes.USAGE;
            default -> ErrorCode.INTERNAL.exitCode();
        };
    }
}
