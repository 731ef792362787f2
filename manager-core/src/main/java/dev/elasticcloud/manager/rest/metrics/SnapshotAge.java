package dev.elasticcloud.manager.rest.metrics;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How long ago the loop published its latest round. Measured from when that was seen, by a clock
/// that never jumps: the time in the snapshot is wall time, which may jump.
public final class SnapshotAge implements AutoCloseable {

    private final CloudManager cloud;
    private final InstantSource steady;
    private @Nullable Subscription following;
    private @Nullable Instant round;
    private Instant seenAt;

    /// @param steady a clock that never jumps
    public SnapshotAge(CloudManager cloud, InstantSource steady) {
        this.cloud = cloud;
        this.steady = steady;
        this.seenAt = steady.instant();
    }

    /// Starts following the cloud.
    public synchronized void start() {
        following = cloud.subscribe(this::receive);
    }

    /// A changed spec is shown at once in a snapshot of the same round, which counts as no
    /// fresher.
    private synchronized void receive(CloudSnapshot snapshot) {
        if (!snapshot.at().equals(round)) {
            round = snapshot.at();
            seenAt = steady.instant();
        }
    }

    public synchronized Duration age() {
        return Duration.between(seenAt, steady.instant());
    }

    @Override
    public synchronized void close() {
        Subscription known = following;
        following = null;
        if (known != null) {
            known.close();
        }
    }
}
