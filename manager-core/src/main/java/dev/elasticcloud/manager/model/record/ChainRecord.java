package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A record of the cloud's hash chain. Numbers are consecutive; each record's hash covers the one
/// before it, so that none can be changed, left out or put in between unnoticed.
public sealed interface ChainRecord {

    /// Its number in the chain, from 1.
    long seq();

    /// The time of day when it was made.
    Instant at();

    /// The first record of a chain.
    ///
    /// @param older how many decisions were stored before the chain began; it says nothing of them
    record Start(long seq, Instant at, long older) implements ChainRecord {}

    /// A decision: when it was first reached, and again at intervals while it lasts.
    ///
    /// @param settings the SHA-256 of the pod's settings as they were recorded
    /// @param input absent if what the decision was based on was not recorded
    record Decided(
            long seq,
            Instant at,
            Decision decision,
            @Nullable String settings,
            @Nullable DecisionInput input)
            implements ChainRecord {}

    /// How long it took until the first node that a decision added served.
    ///
    /// @param since when the decision was made
    record Served(long seq, Instant at, PodName pod, Instant since, Duration serving)
            implements ChainRecord {}

    /// The sums of the job ledger at one moment.
    record Sums(long seq, Instant at, SortedMap<PodName, JobCounts> pods) implements ChainRecord {
        public Sums {
            pods = new TreeMap<>(pods);
        }
    }
}
