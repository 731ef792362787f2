package dev.elasticcloud.console.cli.session;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.util.Arrays;
import java.util.concurrent.Callable;

/// A command that only groups others; by itself it says what they are.
@CommandLine.Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class CommandGroup implements Callable<Integer> {

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    private CommandGroup() {}

    /// A group of commands.
    public static CommandLine of(String name, String description, String... examples) {
        return verb(new CommandGroup(), name, description, examples);
    }

    /// A command with its name, what it does, and how it is used, which its class does not say.
    public static CommandLine verb(
            Object command, String name, String description, String... examples) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().name(name);
        line.getCommandSpec()
                .usageMessage()
                .description(plain(description))
                .footer(Arrays.stream(examples).map(CommandGroup::plain).toArray(String[]::new));
        return line;
    }

    /// A text that picocli writes as it is: it takes texts for formats.
    private static String plain(String text) {
        return text.replace("%", "%%");
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return ExitCodes.USAGE;
    }
}
