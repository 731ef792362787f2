package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// The shell of a simulated node: it says that nothing runs there, and knows `echo`, `stty size` and
/// `exit`, so that terminals can be tried.
final class SimulatedShell implements NodeShell {

    private static final String PROMPT = "(simulated) $ ";
    private static final String NEW_LINE = "\r\n";
    private static final char BACKSPACE = '\b';
    private static final char DELETE = 127;
    private static final char INTERRUPT = 3;
    private static final char END_OF_INPUT = 4;

    private final NodeName node;
    private final Consumer<byte[]> output;
    private final CompletableFuture<Integer> ended;
    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private final StringBuilder line = new StringBuilder();
    private final Thread thread;
    private volatile TerminalSize size;

    SimulatedShell(
            NodeName node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended) {
        this.node = node;
        this.size = size;
        this.output = output;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("simulated-shell").unstarted(this::run);
    }

    /// Ties it to its node, so that it ends when the node is removed.
    void openIn(SimulatedNode present) {
        if (!present.container.running()) {
            throw PortException.refused(node + " does not run", null);
        }
        Runnable cutOff = this::cutOff;
        present.followers.add(cutOff);
        ended.whenComplete((_, _) -> present.followers.remove(cutOff));
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            print(
                    "Node %s is simulated: no program runs here. 'exit' ends this shell."
                                    .formatted(node)
                            + NEW_LINE
                            + PROMPT);
            while (!ended.isDone()) {
                for (char c : new String(typed.take(), StandardCharsets.UTF_8).toCharArray()) {
                    type(c);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ended.completeExceptionally(
                    PortException.unreachable("Nobody reads the shell any more", e));
        }
    }

    private void type(char c) {
        switch (c) {
            case '\r', '\n' -> {
                print(NEW_LINE);
                String whole = line.toString().strip();
                line.setLength(0);
                run(whole);
            }
            case BACKSPACE, DELETE -> {
                if (!line.isEmpty()) {
                    line.setLength(line.length() - 1);
                    print("\b \b");
                }
            }
            case INTERRUPT -> {
                line.setLength(0);
                print("^C" + NEW_LINE + PROMPT);
            }
            case END_OF_INPUT -> {
                if (line.isEmpty()) {
                    ended.complete(0);
                }
            }
            default -> {
                line.append(c);
                print(String.valueOf(c));
            }
        }
    }

    private void run(String command) {
        String[] words = command.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        if (words[0].equals("exit")) {
            ended.complete((int) Numbers.whole(rest).orElse(0) & 255);
            return;
        }
        String answer =
                switch (words[0]) {
                    case "" -> "";
                    case "echo" -> rest + NEW_LINE;
                    case "stty" -> size.rows() + " " + size.columns() + NEW_LINE;
                    default -> words[0] + ": not found in a simulated node" + NEW_LINE;
                };
        print(answer + PROMPT);
    }

    private void print(String text) {
        output.accept(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(byte[] bytes) {
        if (ended.isDone()) {
            throw PortException.refused("The shell has ended", null);
        }
        typed.add(bytes.clone());
    }

    @Override
    public void resize(TerminalSize changed) {
        size = changed;
    }

    /// Its node was removed.
    private void cutOff() {
        ended.completeExceptionally(PortException.refused("Node " + node + " has ended", null));
        thread.interrupt();
    }

    @Override
    public void close() {
        ended.completeExceptionally(PortException.refused("The shell was closed", null));
        thread.interrupt();
    }
}
