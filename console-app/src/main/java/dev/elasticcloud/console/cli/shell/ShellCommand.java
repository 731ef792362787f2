package dev.elasticcloud.console.cli.shell;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `cloud shell`: the same commands at a prompt with history and completion, over one connection.
/// Without a terminal it runs the lines of its input and stops at the first failure.
@CommandLine.Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Runs commands at a prompt, with history and completion.",
            "Without a terminal it runs the lines of its input and stops at the first failure."
        },
        footer = {"  cloud shell", "  cloud shell < commands.txt"})
public final class ShellCommand implements Callable<Integer> {

    private final CommandSession session;
    private final DefaultParser parser = new DefaultParser();

    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    public ShellCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine commands = spec.root().commandLine();
        session.keepSelection();
        return session.isInteractive()
                ? session.systemTerminal().use(terminal -> converse(commands, terminal))
                : run(commands);
    }

    /// Runs the lines of the input; ignores empty lines and those that begin with `#`.
    private int run(CommandLine commands) {
        try {
            String line = session.in().readLine();
            while (line != null) {
                int code = isCommand(line) ? execute(commands, words(line)) : 0;
                if (code != 0) {
                    session.say("Stopped at: " + line.strip());
                    return code;
                }
                line = session.in().readLine();
            }
            return 0;
        } catch (IOException e) {
            throw new CloudException(ErrorCode.UNAVAILABLE, "Cannot read standard input: " + e, e);
        }
    }

    private int converse(CommandLine commands, Terminal terminal) {
        session.hint("'help' lists the commands, Tab completes, 'exit' or Ctrl-D quits.");
        Path history = session.userData().resolve("shell-history");
        LineReader reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(parser)
                        .completer(new ShellCompleter(commands, session))
                        .variable(LineReader.HISTORY_FILE, history)
                        .build();
        new InteractiveShell(session, this::words, words -> execute(commands, words))
                .on(terminal, reader);
        return 0;
    }

    static boolean isCommand(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /// Splits a line into words, with quotes and backslashes as in a shell.
    private List<String> words(String line) {
        try {
            ParsedLine parsed = parser.parse(line, line.length());
            return parsed.words().stream().filter(word -> !word.isEmpty()).toList();
        } catch (SyntaxError e) {
            throw new CloudException(
                    ErrorCode.INVALID, "A quote is not closed in: " + line.strip(), e);
        }
    }

    private int execute(CommandLine commands, List<String> words) {
        if (words.isEmpty()) {
            return 0;
        }
        List<String> given =
                words.getFirst().equals("cloud") ? words.subList(1, words.size()) : words;
        if (!given.isEmpty() && given.getFirst().equals("shell")) {
            throw new CloudException(ErrorCode.INVALID, "The shell is already running");
        }
        return commands.execute(given.toArray(String[]::new));
    }
}
