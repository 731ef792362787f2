package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.feed.SnapshotFeed;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Numbers the loop's snapshots and publishes them with the current spec.
final class SnapshotPublisher {

    private final SnapshotFeed feed;
    private long number;

    SnapshotPublisher(CloudSnapshot first) {
        this.feed = new SnapshotFeed(first);
    }

    CloudSnapshot latest() {
        return feed.latest();
    }

    /// Shows a changed spec in the latest snapshot, before any round has acted on it, so that a
    /// read after a command shows the command.
    synchronized void show(Supplier<CloudSpec> wanted) {
        if (number > 0) {
            publish(feed.latest(), wanted);
        }
    }

    /// Publishes the results of a round.
    ///
    /// @param wanted the current spec, which may have changed since the round began
    synchronized void publish(CloudSnapshot snapshot, Supplier<CloudSpec> wanted) {
        number++;
        feed.publish(snapshot.next(number, wanted.get()));
    }

    Subscription subscribe(Consumer<CloudSnapshot> receiver) {
        return feed.subscribe(receiver);
    }
}
