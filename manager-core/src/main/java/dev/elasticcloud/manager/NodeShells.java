package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.record.CloudEvent.Kind;
import dev.elasticcloud.manager.model.record.CloudEvent.Severity;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.NodeShell;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The shells that are open in nodes. Each one's start and end is an event of the cloud; what is
/// typed and printed is kept nowhere.
final class NodeShells implements AutoCloseable {

    /// How many may be open at once: each holds a connection to the engine.
    static final int MOST = 8;

    private static final String CLOSES = "The manager closes";

    private final ContainerRuntime runtime;
    private final Function<NodeName, NodeContainer> containers;
    private final Supplier<CloudSnapshot> snapshots;
    private final EventRecorder events;
    private final Semaphore free = new Semaphore(MOST);
    private final Set<Session> open = new HashSet<>();
    private boolean closed;

    /// @param containers returns a node's container, or throws
    NodeShells(
            ContainerRuntime runtime,
            Function<NodeName, NodeContainer> containers,
            Supplier<CloudSnapshot> snapshots,
            EventRecorder events) {
        this.runtime = runtime;
        this.containers = containers;
        this.snapshots = snapshots;
        this.events = events;
    }

    ShellSession open(NodeName node, TerminalSize size, Consumer<byte[]> output) {
        refuseWhenClosed();
        NodeContainer container = containers.apply(node);
        refuseUnlessRunning(container);
        if (!free.tryAcquire()) {
            throw new CloudException(
                    ErrorCode.EXHAUSTED,
                    "%d shells are open already, which is the most: close one first"
                            .formatted(MOST));
        }
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Session session;
        try {
            session =
                    OutsideCall.answer(
                            () ->
                                    new Session(
                                            container,
                                            runtime.openShell(container, size, output, exit)));
            keep(session);
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
        note(container, "A shell was opened in " + node);
        exit.whenCompleteAsync(
                session::end, end -> Thread.ofVirtual().name("shell-ended").start(end));
        return session;
    }

    /// One that was opened while the manager closes is closed with it.
    private void keep(Session session) {
        try {
            synchronized (this) {
                refuseWhenClosed();
                open.add(session);
            }
        } catch (CloudException e) {
            session.shell.close();
            throw e;
        }
    }

    private synchronized void refuseWhenClosed() {
        if (closed) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    CLOSES + ", so no shell is opened any more: start the manager again");
        }
    }

    private void refuseUnlessRunning(NodeContainer container) {
        NodeName node = container.node();
        if (container.frozen()) {
            boolean spare = state(container) == NodeState.SPARE;
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    spare
                            ? "Node %s is a frozen spare, so no shell runs in it: choose a node that is online"
                                    .formatted(node)
                            : "Node %s is paused and frozen, so no shell runs in it: resume it first"
                                    .formatted(node));
        }
        if (!container.running()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "The container of node %s does not run, so no shell can be opened in it: read why with 'cloud logs %s'"
                            .formatted(node, node));
        }
    }

    private NodeState state(NodeContainer container) {
        return snapshots.get().pod(container.pod()).stream()
                .flatMap(pod -> pod.nodes().stream())
                .filter(node -> node.node().equals(container.node()))
                .findFirst()
                .map(node -> node.state())
                .orElse(NodeState.PAUSED);
    }

    private void note(NodeContainer container, String message) {
        PodName pod = container.pod();
        events.note(Severity.INFO, Kind.ACTION, pod, container.node(), message);
    }

    /// Ends all shells at once, as each may take a while; none is opened afterwards.
    @Override
    public void close() {
        List<Session> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(session -> threads.execute(() -> session.close(CLOSES)));
        }
    }

    /// One open shell.
    private final class Session implements ShellSession {

        private final NodeContainer container;
        private final NodeShell shell;
        private final CompletableFuture<ShellEnd> ended = new CompletableFuture<>();

        Session(NodeContainer container, NodeShell shell) {
            this.container = container;
            this.shell = shell;
        }

        @Override
        public void write(byte[] typed) {
            OutsideCall.run(() -> shell.write(typed));
        }

        @Override
        public void resize(TerminalSize size) {
            OutsideCall.run(() -> shell.resize(size));
        }

        @Override
        public CompletableFuture<ShellEnd> ended() {
            return ended;
        }

        /// The shell has ended by itself, or with its node.
        void end(@Nullable Integer exit, @Nullable Throwable broken) {
            if (exit != null) {
                settle(ShellEnd.exited(exit));
            } else if (broken != null) {
                close(String.valueOf(broken.getMessage()));
            }
        }

        @Override
        public void close(String reason) {
            settle(ShellEnd.cut(reason));
        }

        /// Whatever ends it first counts. Even one that cannot be ended is not open any more.
        private void settle(ShellEnd end) {
            synchronized (NodeShells.this) {
                if (!open.remove(this)) {
                    return;
                }
            }
            try {
                shell.close();
            } finally {
                free.release();
                note(
                        container,
                        "The shell in %s ended: %s".formatted(container.node(), end.reason()));
                ended.complete(end);
            }
        }
    }
}
