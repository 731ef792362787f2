package dev.elasticcloud.console.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.impl.DefaultParser;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// All commands, for tests that check each of them.
final class CommandTree {

    private CommandTree() {}

    /// Each command as the words that name it; includes groups.
    static List<List<String>> all() {
        List<List<String>> found = new ArrayList<>();
        gather(Commands.tree(), List.of(), found);
        return found;
    }

    private static void gather(CommandLine line, List<String> words, List<List<String>> found) {
        for (CommandLine command : new java.util.LinkedHashSet<>(line.getSubcommands().values())) {
            if (command.getCommandName().equals("help")) {
                continue;
            }
            List<String> deeper = new ArrayList<>(words);
            deeper.add(command.getCommandName());
            found.add(deeper);
            gather(command, deeper, found);
        }
    }

    /// The parts of the descriptions of a command, its options and its parameters. Each part begins a
    /// line of the help.
    static List<String[]> descriptions(List<String> words) {
        CommandSpec spec = command(words).getCommandSpec();
        List<String[]> parts = new ArrayList<>();
        parts.add(spec.usageMessage().description());
        spec.args().forEach(arg -> parts.add(arg.description()));
        return parts;
    }

    private static CommandLine command(List<String> words) {
        CommandLine line = Commands.tree();
        for (String word : words) {
            line = line.getSubcommands().get(word);
        }
        return line;
    }

    /// The examples in a command's help that are `cloud` commands.
    static List<String> examples(List<String> words) {
        return Arrays.stream(command(words).getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(example -> example.startsWith("cloud "))
                .map(example -> example.split(" {3,}| [<>] ")[0].strip())
                .toList();
    }

    /// Why a command line cannot be parsed; empty when it can.
    static String problemWith(String example) {
        List<String> words = new DefaultParser().parse(example, 0).words();
        try {
            Commands.tree().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            return "";
        } catch (CommandLine.ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
