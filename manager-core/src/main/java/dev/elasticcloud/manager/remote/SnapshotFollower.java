package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.feed.SnapshotFeed;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a remote manager's latest snapshot and the state of the connection. Until somebody
/// subscribes it requests a snapshot when it is asked for one; from then on it follows the live
/// stream.
final class SnapshotFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFollower.class);
    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final Endpoint endpoint;
    private final InstantSource clock;
    private final ApiClient wire;
    private final SnapshotFeed feed;
    private final StreamReader stream;
    private final AtomicBoolean following = new AtomicBoolean();
    private volatile @Nullable Link link;
    private volatile long requestedAt = System.nanoTime();

    /// Requests the first snapshot.
    SnapshotFollower(Endpoint endpoint, InstantSource clock, ApiClient wire) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.wire = wire;
        this.feed = new SnapshotFeed(request());
        this.stream = new StreamReader(wire, this::received, this::lost);
    }

    private CloudSnapshot request() {
        return wire.get(wire.at("/v1/snapshot").build(), CloudSnapshot.class);
    }

    void follow() {
        Role role = link().role();
        if (following.compareAndSet(false, true)) {
            LOG.debug("Following the manager at {} as {}", endpoint, role);
            stream.start();
        }
    }

    /// The part of a cloud's description that is needed here.
    record CloudInfo(You you) {}

    /// The role that the token gives.
    record You(Role role) {}

    Link link() {
        Link known = link;
        if (known == null) {
            CloudInfo info = wire.get(wire.at("/v1/cloud").build(), CloudInfo.class);
            known = new Link(endpoint.url(), info.you().role(), true, clock.instant(), "");
            link = known;
        }
        return known;
    }

    CloudSnapshot latest() {
        if (!following.get() && System.nanoTime() - requestedAt > FRESH_NANOS) {
            feed.publish(request());
            requestedAt = System.nanoTime();
        }
        return feed.latest();
    }

    Subscription subscribe(Consumer<CloudSnapshot> listener) {
        follow();
        return feed.subscribe(listener);
    }

    private void received(CloudSnapshot snapshot) {
        if (!link().connected()) {
            LOG.info("The manager at {} answers again", endpoint);
            link = new Link(endpoint.url(), link().role(), true, clock.instant(), "");
        }
        feed.publish(snapshot);
    }

    private void lost(String why) {
        Link before = link();
        if (!before.connected()) {
            return;
        }
        LOG.warn("The connection to the manager at {} is lost: {}", endpoint, why);
        CloudSnapshot last = feed.latest();
        link = new Link(endpoint.url(), before.role(), false, clock.instant(), why);
        feed.publish(last.withUnreachableEngine("shown as of %s: %s".formatted(last.at(), why)));
    }

    @Override
    public void close() {
        stream.close();
    }
}
