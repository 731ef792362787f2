package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.record.HistoryRange;
import java.time.Instant;
import java.util.List;

/// The cloud's hash chain of decisions and sums of the job ledger. Records are only added; the
/// oldest are pruned, and the hash of the last pruned one remains as an anchor.
public interface EvidenceLog {

    /// Adds the present sums of the job ledger.
    ///
    /// @param always also if they are as they were when last added
    void recordSums(Instant at, boolean always);

    /// The part of the chain that was made in a range.
    Slice slice(HistoryRange range);

    /// Records in their order.
    ///
    /// @param from the number of the first
    /// @param to the number of the last, if there are not more than `most`
    List<Link> links(long from, long to, int most);

    /// The different settings, as JSON, that the decisions with these numbers were based on.
    List<String> settings(long from, long to);

    /// A part of the chain without a gap.
    ///
    /// @param last smaller than `first` if the part is empty
    /// @param anchor the hash before its first record
    record Slice(long first, long last, String anchor) {}

    /// One record as it was hashed.
    record Link(long seq, String hash, byte[] record) {}
}
