package dev.elasticcloud.console.cli.session;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// A command that only groups others, such as `cloud pod`; by itself it prints its help.
@CommandLine.Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class CommandGroup implements Callable<Integer> {

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    private CommandGroup() {}

    /// A group of commands.
    public static CommandLine of(String name, String description, String... examples) {
        return verb(new CommandGroup(), name, description, examples);
    }

    /// A command with a name, a description and examples that its class does not declare.
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

    /// Escapes percent signs, because picocli treats texts as formats.
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
