package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.command.pod.TopCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell at a terminal with typed input.
class ShellTest {

    private static final String CTRL_C = "\u0003";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path home;

    @Test
    @Timeout(60)
    void mistakesAndCtrlCEndTheCommandButNotTheShell() throws Exception {
        PrintedScreen printed = new PrintedScreen();
        try (Commands cloud = Commands.onSimulatedCloud(home);
                PipedOutputStream keys = new PipedOutputStream();
                Terminal terminal = terminal(keys)) {
            Thread shell =
                    Thread.ofVirtual().start(() -> cloud.converse(terminal, printed.writer()));

            type(keys, "shell\r");
            printed.await("The shell is already running", LIMIT);
            type(keys, "\"\r");
            type(keys, "pod shwo light\r");
            printed.await("Did you mean: pod show", LIMIT);
            type(keys, "pod ls --watch\r");
            printed.await("heavy", LIMIT);
            type(keys, CTRL_C);
            type(keys, "cloud set slots light 7\r");
            printed.await("Accepted: let each node of light run 7 jobs", LIMIT);
            type(keys, "exit\r");
            assertThat(shell.join(LIMIT)).isTrue();
        }
    }

    private static Terminal terminal(PipedOutputStream keys) throws IOException {
        return new ExternalTerminal(
                "a test's",
                "ansi",
                new PipedInputStream(keys),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8);
    }

    private static void type(PipedOutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void aLineWiderThanTheTerminalIsCutAndKeepsItsColours() {
        String coloured = "\u001b[32monline\u001b[0m and more";

        assertThat(TopCommand.fitted(coloured, 100)).isEqualTo(coloured);
        assertThat(TopCommand.fitted(coloured, 3)).isEqualTo("\u001b[32monl\u001b[0m");
        assertThat(TopCommand.fitted("plain", 3)).isEqualTo("pla");
    }
}
