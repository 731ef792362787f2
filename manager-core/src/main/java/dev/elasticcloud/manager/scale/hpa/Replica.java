package dev.elasticcloud.manager.scale.hpa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One running copy of a workload, as far as its autoscaler looks at it.
///
/// @param startedAt unknown until it was started
/// @param readiness unknown until it was first looked at
/// @param request what it is promised of the resource, in thousandths; without one it has no share
public record Replica(
        String name,
        Phase phase,
        boolean deleting,
        @Nullable Instant startedAt,
        @Nullable Readiness readiness,
        @Nullable Long request) {

    /// How far a replica is in its life.
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED;

        boolean over() {
            return this == SUCCEEDED || this == FAILED;
        }
    }

    /// Whether it can serve, and since when that has been so.
    public record Readiness(boolean ready, Instant since) {}

    /// One reading of a metric, in thousandths.
    ///
    /// @param windowMillis over how long the reading was taken
    public record Sample(long value, Instant at, long windowMillis) {

        /// A reading of which nothing but its value is known.
        public static Sample of(long value) {
            return new Sample(value, Instant.EPOCH, 0);
        }
    }

    /// A replica that serves, and has for long.
    public static Replica serving(String name, @Nullable Long request) {
        Instant longAgo = Instant.EPOCH;
        return new Replica(
                name, Phase.RUNNING, false, longAgo, new Readiness(true, longAgo), request);
    }

    boolean serves() {
        return phase == Phase.RUNNING && readiness != null && readiness.ready();
    }
}
