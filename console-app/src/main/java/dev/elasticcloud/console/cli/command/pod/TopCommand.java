package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.output.TopFrame;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.NonBlockingReader;
import picocli.CommandLine;

/// `cloud top`: pods and nodes, live, until q or Ctrl-C. Without a terminal it prints them once.
@CommandLine.Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = "Shows pods and nodes live in the terminal until q or Ctrl-C.",
        footer = {"  cloud top", "  cloud top > top.txt      once, as text"})
public final class TopCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 500;
    private static final int CTRL_C = 3;
    private static final String WHOLE_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String BACK = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final CommandSession session;

    public TopCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!session.isInteractive()) {
            session.out().println(TopFrame.of(session.cloud().snapshot(), false));
            session.out().flush();
            return 0;
        }
        return session.systemTerminal().use(this::watch);
    }

    private int watch(Terminal terminal) throws IOException {
        Attributes before = terminal.enterRawMode();
        terminal.writer().print(WHOLE_SCREEN);
        // A signal that ends the program must restore the terminal, too.
        Thread restore = new Thread(() -> restore(terminal, before), "restore-terminal");
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            NonBlockingReader keys = terminal.reader();
            int key;
            do {
                draw(terminal, session.cloud().snapshot());
                key = keys.read(LOOK_MILLIS);
            } while (key != 'q' && key != 'Q' && key != CTRL_C && key != NonBlockingReader.EOF);
            return 0;
        } finally {
            restore(terminal, before);
            forget(restore);
        }
    }

    private void draw(Terminal terminal, CloudSnapshot snapshot) {
        List<String> lines = TopFrame.of(snapshot, session.isColoured()).lines().toList();
        int rows = terminal.getHeight() > 0 ? terminal.getHeight() : lines.size();
        int columns = terminal.getWidth() > 0 ? terminal.getWidth() : Integer.MAX_VALUE;
        StringBuilder screen = new StringBuilder(HOME);
        for (int i = 0; i < Math.min(rows, lines.size()); i++) {
            screen.append(i == 0 ? "" : "\r\n")
                    .append(fitted(lines.get(i), columns))
                    .append(REST_OF_LINE);
        }
        terminal.writer().print(screen.append(REST_OF_SCREEN));
        terminal.writer().flush();
    }

    /// Cuts a line to the terminal's width: a wrapped line would push the rest down.
    public static String fitted(String line, int columns) {
        return AttributedString.fromAnsi(line).columnSubSequence(0, columns).toAnsi();
    }

    private static void restore(Terminal terminal, Attributes before) {
        terminal.setAttributes(before);
        terminal.writer().print(BACK);
        terminal.writer().flush();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending and has started the hook already.
        }
    }
}
