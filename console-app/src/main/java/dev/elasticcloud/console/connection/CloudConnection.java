package dev.elasticcloud.console.connection;

import dev.elasticcloud.console.fx.Latest;
import dev.elasticcloud.console.fx.UiThread;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Receipt;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/// The console's tie to one cloud: its latest snapshot as a property, its answers on the UI thread.
/// The only caller of [CloudManager] in the console; the UI thread never waits for one.
public final class CloudConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudConnection.class);

    private final CloudManager manager;
    private final UiThread ui;
    private final ExecutorService background =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ask-", 0).factory());
    private final ReadOnlyObjectWrapper<CloudSnapshot> snapshot;
    private final Subscription subscription;

    public CloudConnection(CloudManager manager, UiThread ui) {
        this.manager = manager;
        this.ui = ui;
        this.snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot", manager.snapshot());
        Latest<CloudSnapshot> latest = new Latest<>(ui, snapshot::set);
        this.subscription = manager.subscribe(latest::offer);
    }

    /// The newest snapshot; changes on the UI thread only.
    public ReadOnlyObjectProperty<CloudSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public CloudSnapshot snapshot() {
        return snapshot.get();
    }

    /// How a manager elsewhere is reached; none when it is in this process.
    public Optional<Link> link() {
        return manager instanceof RemoteCloud remote
                ? Optional.of(remote.link())
                : Optional.empty();
    }

    /// Why this console may not do what a role is needed for; empty when it may.
    public String refusal(Role needed) {
        Role role = link().map(Link::role).orElse(Role.OWNER);
        return role.covers(needed)
                ? ""
                : "This needs the role %s; your token's is %s.".formatted(needed.key(), role.key());
    }

    /// Submits a command; exactly one of the two is called on the UI thread.
    public void submit(Command command, Consumer<Receipt> taken, Consumer<CloudException> refused) {
        ask(cloud -> cloud.submit(command), taken, refused);
    }

    /// Asks the cloud anything in the background; exactly one of the two is called on the UI thread.
    public <T> void ask(
            Function<CloudManager, T> question,
            Consumer<T> answered,
            Consumer<CloudException> refused) {
        background.execute(
                () -> {
                    try {
                        T answer = question.apply(manager);
                        ui.run(() -> answered.accept(answer));
                    } catch (CloudException e) {
                        ui.run(() -> refused.accept(e));
                    } catch (RuntimeException e) {
                        LOG.error("The cloud could not answer", e);
                        CloudException fault =
                                new CloudException(
                                        ErrorCode.INTERNAL,
                                        "The manager failed to answer: " + e.getMessage(),
                                        e);
                        ui.run(() -> refused.accept(fault));
                    }
                });
    }

    @Override
    public void close() {
        subscription.close();
        background.shutdownNow();
    }
}
