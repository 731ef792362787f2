package dev.elasticcloud.console.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Commands that are built only when they are used: building all of them takes longer than most of
/// them run.
public final class LazyCommands {

    private record Entry(Set<String> names, Supplier<Object> command) {}

    private final List<Entry> entries = new ArrayList<>();

    /// Adds a command: a [CommandLine], or an object with picocli's annotations.
    public LazyCommands with(String name, Supplier<Object> command) {
        return with(Set.of(name), command);
    }

    public LazyCommands with(Set<String> names, Supplier<Object> command) {
        entries.add(new Entry(names, command));
        return this;
    }

    /// Adds to a command line those subcommands that the typed words name. Adds all when the words
    /// name none, so that help and suggestions know them.
    public CommandLine fill(CommandLine line, List<String> words) {
        List<Entry> asked =
                entries.stream().filter(e -> words.stream().anyMatch(e.names()::contains)).toList();
        for (Entry entry : asked.isEmpty() ? entries : asked) {
            line.addSubcommand(entry.command().get());
        }
        return line;
    }
}
