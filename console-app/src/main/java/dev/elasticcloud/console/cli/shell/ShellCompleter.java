package dev.elasticcloud.console.cli.shell;

import dev.elasticcloud.console.cli.output.PodTables;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Completes commands and options from their declarations, and names of pods and nodes from the
/// cloud.
public final class ShellCompleter implements Completer {

    private final CommandLine commands;
    private final CommandSession session;

    public ShellCompleter(CommandLine commands, CommandSession session) {
        this.commands = commands;
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        complete(line.words(), line.wordIndex(), line.wordCursor()).stream()
                .map(Candidate::new)
                .forEach(candidates::add);
    }

    /// The completions of one word of a line.
    ///
    /// @param index the word's position
    /// @param cursor how many characters of the word are typed
    public List<String> complete(List<String> words, int index, int cursor) {
        List<String> found = new ArrayList<>();
        String begun = words.get(index).substring(0, cursor);
        List<CharSequence> ends = new ArrayList<>();
        AutoComplete.complete(
                commands.getCommandSpec(),
                words.toArray(String[]::new),
                index,
                cursor,
                begun.length(),
                ends);
        ends.forEach(end -> found.add(begun + end));
        found.addAll(names(words.subList(0, index), begun));
        return found;
    }

    private List<String> names(List<String> before, String begun) {
        CommandLine command = commands;
        int depth = 0;
        CommandLine next = subcommand(command, before, depth);
        while (next != null) {
            command = next;
            depth++;
            next = subcommand(command, before, depth);
        }
        long given = before.stream().skip(depth).filter(word -> !word.startsWith("-")).count();
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            if (parameter.index().contains((int) given)) {
                return named(parameter.paramLabel()).stream()
                        .filter(name -> name.startsWith(begun))
                        .toList();
            }
        }
        return List.of();
    }

    private static @Nullable CommandLine subcommand(
            CommandLine command, List<String> words, int depth) {
        return depth < words.size() ? command.getSubcommands().get(words.get(depth)) : null;
    }

    private List<String> named(String label) {
        try {
            CloudSnapshot snapshot = session.cloud().snapshot();
            return switch (label) {
                case "POD", "POD[=NODES]" ->
                        snapshot.pods().keySet().stream().map(Object::toString).toList();
                case "NODE" ->
                        PodTables.nodes(snapshot).stream()
                                .map(row -> row.node().node().value())
                                .toList();
                default -> List.of();
            };
        } catch (CloudException e) {
            // Without an answer from the cloud there are no names to offer.
            return List.of();
        }
    }
}
