package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.output.Utf8Stream;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingInputStream;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `cloud node shell NODE`: a shell in a node. Without a terminal it runs the lines of its input
/// there. It ends with the shell's own exit code.
@CommandLine.Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Opens a shell in a node that runs; only owners may.",
            "Without a terminal it runs the lines of its input there.",
            "The exit code is the shell's own."
        },
        footer = {
            "  cloud node shell light-1",
            "  echo 'cat /proc/meminfo' | cloud node shell light-1"
        })
public final class NodeShellCommand implements Callable<Integer> {

    private static final int LOOK_MILLIS = 200;
    private static final int MOST_KEYS = 4_096;
    private static final String RETURN = "\r";
    private static final byte[] EXIT = "exit\r".getBytes(StandardCharsets.UTF_8);

    /// How soon a shell that takes no more has told its end.
    private static final int ENDING_SECONDS = 5;

    private static final ShellEnd INTERRUPTED = ShellEnd.cut("It was interrupted");

    private final CommandSession session;

    @Parameters(paramLabel = "NODE", description = "The node's name.")
    String node = "";

    NodeShellCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return exitCode(session.isInteractive() ? onTerminal() : fromInput());
    }

    private int exitCode(ShellEnd end) {
        Integer code = end.exitCode();
        if (code == null) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "The shell in %s ended: %s".formatted(node, end.reason()));
        }
        return code;
    }

    /// Types the lines of the input, then `exit`, which ends the shell with the code of its last
    /// command. The shell may end while the next line is awaited.
    private ShellEnd fromInput() {
        Utf8Stream printed =
                new Utf8Stream(
                        text -> {
                            session.out().print(text.replace(RETURN, ""));
                            session.out().flush();
                        });
        try (ShellSession shell = open(TerminalSize.USUAL, printed)) {
            CompletableFuture<ShellEnd> end = shell.ended().copy();
            Thread.ofVirtual().name("shell-input").start(() -> typeLines(shell, end));
            return end.get();
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException known
                    ? known
                    : new CloudException(ErrorCode.INTERNAL, "The shell failed", e);
        }
    }

    private void typeLines(ShellSession shell, CompletableFuture<ShellEnd> end) {
        try {
            String line = session.in().readLine();
            while (line != null && type(shell, (line + RETURN).getBytes(StandardCharsets.UTF_8))) {
                line = session.in().readLine();
            }
            if (line == null) {
                type(shell, EXIT);
            }
        } catch (IOException e) {
            end.completeExceptionally(
                    new CloudException(
                            ErrorCode.UNAVAILABLE, "Cannot read standard input: " + e, e));
        } catch (CloudException e) {
            end.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Passes on what was typed, unless the shell has ended: that is known only soon after it takes
    /// no more.
    private static boolean type(ShellSession shell, byte[] typed) throws InterruptedException {
        if (shell.ended().isDone()) {
            return false;
        }
        try {
            shell.write(typed);
            return true;
        } catch (CloudException e) {
            try {
                shell.ended().get(ENDING_SECONDS, TimeUnit.SECONDS);
                return false;
            } catch (ExecutionException | TimeoutException stillOpen) {
                throw e;
            }
        }
    }

    private ShellSession open(TerminalSize size, Consumer<byte[]> printed) {
        return session.cloud().openShell(NodeName.of(node), size, printed);
    }

    private ShellEnd onTerminal() {
        ShellEnd end = session.systemTerminal().use(this::at);
        session.hint("The shell in %s has ended.".formatted(node));
        return end;
    }

    /// Passes each key on as it is, Ctrl-C included, until the shell ends or the input does.
    private ShellEnd at(Terminal terminal) throws IOException {
        OutputStream screen = terminal.output();
        Attributes before = terminal.getAttributes();
        // before the shell is open, so that what is typed at its first prompt reaches it
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        try (ShellSession shell = open(size(terminal), bytes -> show(screen, bytes))) {
            Terminal.SignalHandler usual =
                    terminal.handle(Terminal.Signal.WINCH, _ -> shell.resize(size(terminal)));
            try {
                passKeys(terminal, shell);
            } finally {
                terminal.handle(Terminal.Signal.WINCH, usual);
            }
            return shell.ended().getNow(ShellEnd.cut("The terminal was closed"));
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            terminal.setAttributes(before);
        }
    }

    private static void passKeys(Terminal terminal, ShellSession shell)
            throws IOException, InterruptedException {
        NonBlockingInputStream keys = (NonBlockingInputStream) terminal.input();
        byte[] typed = new byte[MOST_KEYS];
        while (!shell.ended().isDone()) {
            int first = keys.read(LOOK_MILLIS);
            if (first == NonBlockingInputStream.EOF) {
                return;
            }
            if (first == NonBlockingInputStream.READ_EXPIRED) {
                continue;
            }
            typed[0] = (byte) first;
            int more = keys.available() > 0 ? keys.readBuffered(typed, 1, MOST_KEYS - 1, 1) : 0;
            byte[] all = Arrays.copyOf(typed, 1 + Math.max(0, more));
            if (!type(shell, all)) {
                return;
            }
        }
    }

    private static void show(OutputStream screen, byte[] printed) {
        try {
            screen.write(printed);
            screen.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A terminal that does not know its size has the usual one.
    private static TerminalSize size(Terminal terminal) {
        int columns = terminal.getWidth();
        int rows = terminal.getHeight();
        return columns < 1 || rows < 1
                ? TerminalSize.USUAL
                : new TerminalSize(
                        Math.min(columns, TerminalSize.MOST), Math.min(rows, TerminalSize.MOST));
    }
}
