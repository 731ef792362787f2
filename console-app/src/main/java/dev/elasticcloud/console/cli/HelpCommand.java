package dev.elasticcloud.console.cli;

import dev.elasticcloud.manager.model.NearestWord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/// `cloud help COMMAND…`: the help of any command, at any depth.
@CommandLine.Command(
        name = "help",
        helpCommand = true,
        description = "Prints the help of a command.",
        footer = {"  cloud help", "  cloud help pod ls"})
public final class HelpCommand implements Callable<Integer> {

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "There is no command '%s': the commands of %s are %s"
                                .formatted(
                                        word,
                                        line.getCommandSpec().qualifiedName(),
                                        String.join(
                                                ", ",
                                                NearestWord.sorted(
                                                        word, line.getSubcommands().keySet()))));
            }
            line = next;
        }
        line.usage(line.getOut());
        line.getOut().flush();
        return 0;
    }
}
