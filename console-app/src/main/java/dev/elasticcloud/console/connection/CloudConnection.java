package dev.elasticcloud.console.connection;

import dev.elasticcloud.console.fx.Latest;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.console.fx.UiTimer;
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

/// The console's connection to one cloud: the latest snapshot as a property, and answers on the UI
/// thread, which never waits for them. The only caller of [CloudManager] in the console.
public final class CloudConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudConnection.class);

    private final CloudManager manager;
    private final UiThread ui;
    private final UiTimer timer;
    private final ExecutorService background =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ask-", 0).factory());
    private final ReadOnlyObjectWrapper<CloudSnapshot> snapshot;
    private final Subscription subscription;

    /// Questions without an answer yet, and tasks that wait for their time.
    private final AtomicInteger open = new AtomicInteger();

    public CloudConnection(CloudManager manager, UiThread ui) {
        this.manager = manager;
        this.ui = ui;
        this.timer = new UiTimer(ui);
        this.snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot", manager.snapshot());
        Latest<CloudSnapshot> latest = new Latest<>(ui, this::show);
        this.subscription = manager.subscribe(latest::offer);
    }

    /// The newest snapshot; changes on the UI thread only.
    public ReadOnlyObjectProperty<CloudSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public CloudSnapshot snapshot() {
        return snapshot.get();
    }

    /// The address of a manager elsewhere; none when it is in this process.
    public Optional<String> managerUrl() {
        return link().map(link -> link.url().toString());
    }

    /// Which manager does not answer any more, and why; empty while it does.
    public Optional<String> disconnection() {
        return link().filter(link -> !link.connected())
                .map(link -> "%s: %s".formatted(link.url(), link.detail()));
    }

    /// The role that this console has; the owner's where the manager is in this process.
    public Role role() {
        return link().map(Link::role).orElse(Role.OWNER);
    }

    /// How a manager elsewhere is reached; none when it is in this process.
    public Optional<Link> link() {
        return manager instanceof RemoteCloud remote
                ? Optional.of(remote.link())
                : Optional.empty();
    }

    /// Why this console may not do what needs a role; empty when it may.
    public String refusal(Role needed) {
        Role role = role();
        return role.covers(needed)
                ? ""
                : "This needs the role %s; your token's is %s.".formatted(needed.key(), role.key());
    }

    /// Submits a command.
    ///
    /// @param refused takes why the cloud did not accept it, on the UI thread
    public void submit(Command command, Consumer<String> refused) {
        submit(command, () -> {}, refused);
    }

    /// Submits a command.
    ///
    /// @param accepted called once the cloud has taken it in, on the UI thread
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

    /// Asks the manager in the background. Calls exactly one of the two on the UI thread. Each
    /// topic that screens ask about has a class of its own in this package, which calls this.
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
                        String why = "The manager failed to answer: " + e.getMessage();
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
                        open.decrementAndGet();
                    }
                });
    }

    /// Whether everything that was asked so far has been answered, and nothing waits for its time.
    public boolean isQuiet() {
        return open.get() == 0;
    }

    /// Runs a task that asks the manager more than once, in the background.
    void run(Consumer<CloudManager> task) {
        execute(() -> task.accept(manager));
    }

    /// A snapshot that was on its way when the connection was closed comes too late.
    private void show(CloudSnapshot changed) {
        if (!background.isShutdown()) {
            snapshot.set(changed);
        }
    }

    private void execute(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The connection is closed: nobody waits for an answer", e);
        }
    }

    /// Runs a task on the UI thread after a while, unless the connection is closed before.
    void later(Duration delay, Runnable task) {
        open.incrementAndGet();
        timer.after(
                delay,
                () -> {
                    open.decrementAndGet();
                    if (!background.isShutdown()) {
                        task.run();
                    }
                });
    }

    /// The thread that answers are delivered on.
    UiThread ui() {
        return ui;
    }

    @Override
    public void close() {
        subscription.close();
        background.shutdownNow();
    }
}
