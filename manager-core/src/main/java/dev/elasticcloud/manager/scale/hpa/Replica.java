package dev.elasticcloud.manager.scale.hpa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One replica of a workload, as seen by its autoscaler.
///
/// @param startedAt absent until it was started
/// @param readiness absent until it was first checked
/// @param request its request of the resource, in thousandths; absent if it has none
public record Replica(
        String name,
        Phase phase,
        boolean deleting,
        @Nullable Instant startedAt,
        @Nullable Readiness readiness,
        @Nullable Long request) {

    /// The phase of a replica.
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
    /// @param windowMillis the interval of the reading
    public record Sample(long value, Instant at, long windowMillis) {

        /// A reading with nothing but a value.
        public static Sample of(long value) {
            return new Sample(value, Instant.EPOCH, 0);
        }
    }

    /// A replica that has been serving for a long time.
    public static Replica serving(String name, @Nullable Long request) {
        Instant longAgo = Instant.EPOCH;
        return new Replica(
                name, Phase.RUNNING, false, longAgo, new Readiness(true, longAgo), request);
    }

    boolean serves() {
        return phase == Phase.RUNNING && readiness != null && readiness.ready();
    }
}
