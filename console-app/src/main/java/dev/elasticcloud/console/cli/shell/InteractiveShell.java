package dev.elasticcloud.console.cli.shell;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// The shell at a terminal: reads a line, runs it, and continues even if it failed. Ctrl-C
/// interrupts the running command, not the shell.
final class InteractiveShell {

    private final CommandSession session;
    private final Function<String, List<String>> words;
    private final Consumer<List<String>> command;

    /// @param words splits a line into words; throws when a quote is not closed
    /// @param command runs a command of `cloud`
    InteractiveShell(
            CommandSession session,
            Function<String, List<String>> words,
            Consumer<List<String>> command) {
        this.session = session;
        this.words = words;
        this.command = command;
    }

    /// Runs until the user exits.
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
                // Ctrl-C at the prompt discards the line.
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
            // An interrupt that came after the command had ended must not hit the next one.
            Thread.interrupted();
        }
    }
}
