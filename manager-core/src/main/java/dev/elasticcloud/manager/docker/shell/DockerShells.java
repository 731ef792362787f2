package dev.elasticcloud.manager.docker.shell;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.elasticcloud.manager.docker.connection.ContainerProgram;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens shells in containers, each as an exec with a terminal.
public final class DockerShells {

    private static final Logger LOG = LoggerFactory.getLogger(DockerShells.class);

    private static final Duration START = Duration.ofSeconds(15);

    /// Ten times what the program needs that ends a shell.
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

    /// Prints the shell's process id first, by which it is ended later.
    private static final String OPEN =
            "echo \"shell $$\"; command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    /// The engine does not end an exec whose client goes away. A hang-up ends the shell and what it
    /// runs, as when a terminal's window is closed.
    private static final String END =
            "kill -HUP $1 || exit 0; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; kill -0 $1 ||"
                    + " exit 0; done; kill -KILL $1";

    private final DockerEngine engine;
    private final Duration endsWithin;

    public DockerShells(DockerEngine engine) {
        this(engine, ENDS_WITHIN);
    }

    /// @param endsWithin how long the end of a shell that is closed is waited for
    DockerShells(DockerEngine engine, Duration endsWithin) {
        this.engine = engine;
        this.endsWithin = endsWithin;
    }

    /// Opens a shell, as [dev.elasticcloud.manager.spi.ContainerRuntime#openShell] says.
    public NodeShell open(
            NodeContainer node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended) {
        String exec =
                engine.call(
                        "open a shell in " + node.node(),
                        () ->
                                engine.commands()
                                        .execCreateCmd(node.id())
                                        .withCmd("/bin/sh", "-c", OPEN)
                                        .withEnv(List.of("TERM=xterm-256color", "LANG=C.UTF-8"))
                                        .withTty(true)
                                        .withAttachStdin(true)
                                        .withAttachStdout(true)
                                        .withAttachStderr(true)
                                        .exec()
                                        .getId());
        TypedInput typed = new TypedInput();
        ShellOutput printed = new ShellOutput(output);
        Shell shell = new Shell(node, exec, typed, printed);
        try {
            engine.run(
                    "start a shell in " + node.node(),
                    () ->
                            engine.streams()
                                    .execStartCmd(exec)
                                    .withTty(true)
                                    .withStdIn(typed)
                                    .exec(printed));
            shell.started();
            shell.begin(size);
        } catch (RuntimeException e) {
            shell.close();
            throw e;
        }
        printed.ended()
                .whenCompleteAsync(
                        (_, broken) -> shell.tell(ended, broken),
                        end -> Thread.ofVirtual().name("shell-end").start(end));
        return shell;
    }

    /// One shell in one container.
    private final class Shell implements NodeShell {

        private final NodeContainer node;
        private final String exec;
        private final TypedInput typed;
        private final ShellOutput printed;
        private final AtomicBoolean closed = new AtomicBoolean();

        Shell(NodeContainer node, String exec, TypedInput typed, ShellOutput printed) {
            this.node = node;
            this.exec = exec;
            this.typed = typed;
            this.printed = printed;
        }

        void started() {
            printed.awaitStart(START)
                    .ifPresent(
                            refusal -> {
                                throw PortException.refused(
                                        "No shell starts in %s: %s. Its image needs /bin/sh"
                                                .formatted(node.node(), refusal),
                                        null);
                            });
        }

        /// A shell of the engine's usual size is better than none. One that has ended already has
        /// no size.
        void begin(TerminalSize size) {
            try {
                resize(size);
            } catch (PortException e) {
                LOG.warn("A terminal keeps its usual size: {}", e.getMessage());
            }
        }

        @Override
        public void write(byte[] bytes) {
            typed.type(bytes);
        }

        @Override
        public void resize(TerminalSize size) {
            engine.run(
                    "set the size of a terminal in " + node.node(),
                    () ->
                            engine.commands()
                                    .resizeExecCmd(exec)
                                    .withSize(size.rows(), size.columns())
                                    .exec());
        }

        void tell(CompletableFuture<Integer> ended, @Nullable Throwable broken) {
            typed.close();
            if (broken != null || closed.get()) {
                close();
                ended.completeExceptionally(
                        PortException.unreachable("The connection to the shell has ended", broken));
                return;
            }
            try {
                Long code = engine.commands().inspectExecCmd(exec).exec().getExitCodeLong();
                if (code != null) {
                    ended.complete(code.intValue());
                    return;
                }
            } catch (NotFoundException e) {
                LOG.debug("The exit code of a shell in {} went with its node", node.node(), e);
            } catch (RuntimeException e) {
                ended.completeExceptionally(
                        engine.failure("read how a shell in " + node.node() + " ended", e));
                return;
            }
            ended.completeExceptionally(
                    PortException.refused("Node " + node.node() + " has ended", null));
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true) && !printed.exited()) {
                printed.process().ifPresent(this::end);
            }
            typed.close();
            printed.stop();
        }

        /// A frozen container runs nothing, not even this; its shell then stays until the node ends.
        private void end(String process) {
            try {
                new ContainerProgram(engine, node.id())
                        .run(endsWithin, "/bin/sh", "-c", END, "sh", process);
            } catch (PortException e) {
                LOG.warn("A shell in {} could not be ended: {}", node.node(), e.getMessage());
            }
        }
    }
}
