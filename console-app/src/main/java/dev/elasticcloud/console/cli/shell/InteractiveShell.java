package dev.elasticcloud.console.cli.shell;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// The shell with a person at it: a line is read, carried out, and whatever came of it, the next
/// one is asked for. Ctrl-C ends the command that runs, and not the shell.
final class InteractiveShell {

    private final CommandSession session;
    private final Function<String, List<String>> words;
    private final Consumer<List<String>> command;

    /// @param words takes a line apart; throws when it cannot
    /// @param command carries out what is not the shell's own
    InteractiveShell(
            CommandSession session,
            Function<String, List<String>> words,
            Consumer<List<String>> command) {
        this.session = session;
        this.words = words;
        this.command = command;
    }

    /// Goes on until the person wants no more.
    void on(Terminal terminal, LineReader reader) {
        while (true) {
            try {
                String line = reader.readLine("cloud> ").strip();
                if (line.equals("exit") || line.equals("quit")) {
                    return;
                }
                if (ShellCommand.isCommand(line)) {
                    carryOut(terminal, words.apply(line));
                }
            } catch (UserInterruptException e) {
                // The line was given up, and the next one may be better.
            } catch (EndOfFileException e) {
                return;
            } catch (CloudException e) {
                session.err().println("cloud: " + e.text());
                session.err().flush();
            }
        }
    }

    private void carryOut(Terminal terminal, List<String> given) {
        Thread here = Thread.currentThread();
        Terminal.SignalHandler before =
                terminal.handle(Terminal.Signal.INT, signal -> here.interrupt());
        try {
            command.accept(given);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            // An interrupt that came too late for the command is not meant for the next one.
            Thread.interrupted();
        }
    }
}
