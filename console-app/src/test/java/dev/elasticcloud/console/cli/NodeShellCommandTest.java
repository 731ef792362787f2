package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `cloud node shell`, with and without a terminal.
class NodeShellCommandTest extends CommandsOnASimulatedCloud {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeEach
    void oneNode() {
        done("elasticity", "disable", "light");
        done("set", "spares", "light", "0");
        done("init", "light=2", "--wait");
    }

    @Test
    void theLinesOfTheInputRunAndTheExitCodeIsTheShells() {
        Commands.Answer answer =
                cloud.runWith("echo grüß dich\nexit 3\necho never\n", "node", "shell", "light-1");
        assertThat(answer.code()).as(answer.err()).isEqualTo(3);
        assertThat(answer.out()).contains("is simulated", "\ngrüß dich\n").doesNotContain("\r");

        assertThat(cloud.runWith("echo last", "node", "shell", "light-1").code()).isZero();
    }

    @Test
    void aNodeWithoutAShellIsRefusedWithWhatToDo() {
        done("pause", "light", "light-1", "--wait");
        Commands.Answer paused = cloud.run("node", "shell", "light-1");
        assertThat(paused.code()).isEqualTo(65);
        assertThat(paused.err()).contains("resume it first");

        assertThat(cloud.run("node", "shell", "none").code()).isEqualTo(66);
    }

    @Test
    void atThePromptsTerminalEveryKeyGoesToTheShellCtrlCIncluded() throws Exception {
        PrintedScreen screen = new PrintedScreen();
        try (PipedOutputStream keys = new PipedOutputStream();
                Terminal terminal =
                        new ExternalTerminal(
                                "a test's",
                                "ansi",
                                new PipedInputStream(keys),
                                screen,
                                StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(97, 33));
            Thread shell =
                    Thread.ofVirtual().start(() -> cloud.converse(terminal, screen.writer()));

            type(keys, "node shell light-1\r");
            screen.await("(simulated) $ ", LIMIT);
            type(keys, "half a line\u0003stty size\r");
            screen.await("33 97", LIMIT);
            assertThat(screen.text()).contains("^C");
            terminal.setSize(new Size(120, 40));
            terminal.raise(Terminal.Signal.WINCH);
            type(keys, "stty size\rexit\r");
            screen.await("40 120", LIMIT);
            screen.await("The shell in light-1 has ended", LIMIT);

            type(keys, "pod show light\r");
            screen.await("Text statistics", LIMIT);
            type(keys, "exit\r");
            assertThat(shell.join(LIMIT)).isTrue();
        }
    }

    private static void type(PipedOutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void theEndOfTheShellIsToldWhileTheNextLineOfTheInputIsAwaited() throws Exception {
        try (PipedWriter lines = new PipedWriter();
                PipedReader input = new PipedReader(lines)) {
            lines.write("exit 4\n");
            lines.flush();

            assertThat(cloud.runWith(input, "node", "shell", "light-1").code()).isEqualTo(4);
        }
    }
}
