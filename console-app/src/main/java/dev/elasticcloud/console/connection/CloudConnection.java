package dev.elasticcloud.console.connection;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.fx.Latest;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.console.fx.UiTimer;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's connection to one cloud: the latest snapshot as a property, and asynchronous
/// requests whose results arrive on the UI thread. The only caller of [CloudManager] in the
/// console.
public final class CloudConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudConnection.class);

    private final CloudManager manager;
    private final UiThread ui;
    private final UiTimer timer;
    private final ExecutorService background =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ask-", 0).factory());
    private final ReadOnlyObjectWrapper<CloudSnapshot> snapshot;
    private final Subscription subscription;

    /// Requests without an answer yet, scheduled tasks, and tasks that wait for the UI thread.
    private final AtomicInteger open = new AtomicInteger();

    /// Used on the UI thread only.
    private final List<Runnable> whenQuiet = new ArrayList<>();

    public CloudConnection(CloudManager manager, UiThread ui) {
        this.manager = manager;
        this.ui = task -> ui.run(counted(task));
        this.timer = new UiTimer(this.ui);
        this.snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot", manager.snapshot());
        Latest<CloudSnapshot> latest = new Latest<>(this.ui, this::show);
        this.subscription = manager.subscribe(latest::offer);
    }

    /// The newest snapshot; changes on the UI thread only.
    public ReadOnlyObjectProperty<CloudSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public CloudSnapshot snapshot() {
        return snapshot.get();
    }

    /// The address of a remote manager; absent when it is in this process.
    public Optional<String> managerUrl() {
        return link().map(link -> link.url().toString());
    }

    /// Which manager no longer answers, and why; empty while it answers.
    public Optional<String> disconnection() {
        return link().filter(link -> !link.connected())
                .map(link -> "%s: %s".formatted(link.url(), link.detail()));
    }

    /// The role that this console has; owner when the manager is in this process.
    public Role role() {
        return link().map(Link::role).orElse(Role.OWNER);
    }

    /// The connection to a remote manager; absent when it is in this process.
    public Optional<Link> link() {
        return manager instanceof RemoteCloud remote
                ? Optional.of(remote.link())
                : Optional.empty();
    }

    /// Why this console may not do something that needs a role; empty when it may.
    public String refusal(Role needed) {
        Role role = role();
        return role.covers(needed)
                ? ""
                : text("connection.needsRole", Names.of(needed), Names.of(role));
    }

    /// Submits a command.
    ///
    /// @param refused receives why the cloud did not accept it, on the UI thread
    public void submit(Command command, Consumer<String> refused) {
        submit(command, () -> {}, refused);
    }

    /// Submits a command.
    ///
    /// @param accepted called once the cloud has accepted it, on the UI thread
    public void submit(Command command, Runnable accepted, Consumer<String> refused) {
        ask(cloud -> cloud.submit(command), receipt -> accepted.run(), refused);
    }

    /// The latest decisions about a pod, newest first.
    public void decisions(
            PodName pod, int most, Consumer<List<Decision>> answered, Consumer<String> refused) {
        ask(cloud -> cloud.decisions(pod, most), answered, refused);
    }

    /// A pod's history over a range of time.
    public void history(
            PodName pod,
            HistoryRange range,
            Consumer<PodHistory> answered,
            Consumer<String> refused) {
        ask(cloud -> cloud.history(pod, range), answered, refused);
    }

    /// Sends a request to the manager in the background. Calls exactly one of the two callbacks on
    /// the UI thread. Called by the client classes of this package, one for each topic.
    <T> void ask(
            Function<CloudManager, T> question, Consumer<T> answered, Consumer<String> refused) {
        open.incrementAndGet();
        execute(
                () -> {
                    try {
                        T answer = question.apply(manager);
                        answer(() -> answered.accept(answer));
                    } catch (CloudException e) {
                        answer(() -> refused.accept(e.text()));
                    } catch (RuntimeException e) {
                        LOG.error("The manager failed to answer", e);
                        String why = text("connection.failed", e.getMessage());
                        answer(() -> refused.accept(why));
                    }
                });
    }

    private void answer(Runnable delivery) {
        ui.run(
                () -> {
                    try {
                        delivery.run();
                    } finally {
                        ended();
                    }
                });
    }

    private Runnable counted(Runnable task) {
        open.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                ended();
            }
        };
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            List<Runnable> now = List.copyOf(whenQuiet);
            whenQuiet.clear();
            now.forEach(Runnable::run);
        }
    }

    /// Runs a task once all requests have been answered and no task is scheduled or waits for the UI
    /// thread: at once if that is so now. Call it on the UI thread, which also runs the task.
    public void whenQuiet(Runnable task) {
        if (isQuiet()) {
            task.run();
        } else {
            whenQuiet.add(task);
        }
    }

    /// Whether all requests have been answered and no task is scheduled or waits for the UI thread.
    public boolean isQuiet() {
        return open.get() == 0;
    }

    /// Runs a task with several requests to the manager, in the background.
    void run(Consumer<CloudManager> task) {
        execute(() -> task.accept(manager));
    }

    /// A snapshot that arrives after the connection was closed is dropped.
    private void show(CloudSnapshot changed) {
        if (!background.isShutdown()) {
            snapshot.set(changed);
        }
    }

    private void execute(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The connection is closed: the result is dropped", e);
        }
    }

    /// Runs a task on the UI thread after a delay, unless the connection is closed before.
    void later(Duration delay, Runnable task) {
        open.incrementAndGet();
        timer.after(
                delay,
                () -> {
                    try {
                        if (!background.isShutdown()) {
                            task.run();
                        }
                    } finally {
                        ended();
                    }
                });
    }

    /// The thread on which results are delivered.
    UiThread ui() {
        return ui;
    }

    @Override
    public void close() {
        subscription.close();
        background.shutdownNow();
    }
}
