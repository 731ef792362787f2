package dev.elasticcloud.manager.scale.hpa;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The replicas of a workload, grouped by how their readings count.
///
/// @param ready how many have a reading that counts
/// @param unready those that are not ready yet: they count as idle when the count would grow
/// @param missing those without a reading
/// @param ignored those that are terminating or gone
public record ReplicaGroups(
        int ready, Set<String> unready, Set<String> missing, Set<String> ignored) {

    /// When readings start to count.
    ///
    /// @param cpuInitialisation how long after its start a replica's processor usage is distrusted
    /// @param readinessDelay how soon after its start an unready replica is taken never to have
    ///     been ready
    public record Patience(Duration cpuInitialisation, Duration readinessDelay) {

        /// The controller's documented defaults.
        public static final Patience DEFAULT =
                new Patience(Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    public ReplicaGroups {
        unready = Set.copyOf(unready);
        missing = Set.copyOf(missing);
        ignored = Set.copyOf(ignored);
    }

    /// @param doubtful whether readings of newly started replicas are distrusted, which applies to
    ///     processor usage only
    public static ReplicaGroups of(
            List<Replica> replicas,
            Map<String, Replica.Sample> samples,
            boolean doubtful,
            Patience patience,
            Instant now) {
        int ready = 0;
        Set<String> unready = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        Set<String> ignored = new TreeSet<>();
        for (Replica replica : replicas) {
            Replica.Sample sample = samples.get(replica.name());
            if (replica.deleting() || replica.phase().over()) {
                ignored.add(replica.name());
            } else if (replica.phase() == Replica.Phase.PENDING) {
                unready.add(replica.name());
            } else if (sample == null) {
                missing.add(replica.name());
            } else if (doubtful && doubted(replica, sample, patience, now)) {
                unready.add(replica.name());
            } else {
                ready++;
            }
        }
        return new ReplicaGroups(ready, unready, missing, ignored);
    }

    private static boolean doubted(
            Replica replica, Replica.Sample sample, Patience patience, Instant now) {
        Replica.Readiness readiness = replica.readiness();
        Instant started = replica.startedAt();
        if (readiness == null || started == null) {
            return true;
        }
        if (started.plus(patience.cpuInitialisation()).isAfter(now)) {
            Instant whole = readiness.since().plusMillis(sample.windowMillis());
            return !readiness.ready() || sample.at().isBefore(whole);
        }
        return !readiness.ready()
                && started.plus(patience.readinessDelay()).isAfter(readiness.since());
    }
}
