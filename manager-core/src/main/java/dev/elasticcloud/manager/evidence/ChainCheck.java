package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Verification;

/// Checks the chain of an archive record by record: its hashes, its numbers and its ends.
final class ChainCheck {

    private final PartCheck part = new PartCheck("chain");
    private final Manifest.Chain stated;
    private final LinesCheck lines;
    private final DecisionCheck decisions;
    private final SumsCheck sums;
    private final ModelJson json = new ModelJson();
    private long next;
    private String begins = "";

    ChainCheck(Manifest.Chain stated, DecisionCheck decisions, SumsCheck sums) {
        this.stated = stated;
        this.lines = new LinesCheck(part, Manifest.CHAIN, stated.anchor());
        this.decisions = decisions;
        this.sums = sums;
        this.next = stated.first();
    }

    void line(byte[] line) {
        long expected = next++;
        lines.next(line, record -> named(expected, record))
                .ifPresent(record -> record(expected, record));
    }

    private LinesCheck.Named named(long expected, byte[] record) {
        try {
            ChainRecord read = json.read(record, ChainRecord.class);
            return new LinesCheck.Named(expected, named(read).subject(), read.at());
        } catch (JsonException e) {
            return new LinesCheck.Named(expected, "", null);
        }
    }

    /// A record as a fault names it.
    static LinesCheck.Named named(ChainRecord record) {
        String subject =
                switch (record) {
                    case ChainRecord.Start ignored -> "start of the chain";
                    case ChainRecord.Decided decided -> "decision of " + decided.decision().pod();
                    case ChainRecord.Served served -> "reaction of " + served.pod();
                    case ChainRecord.Sums ignored -> "sums";
                };
        return new LinesCheck.Named(record.seq(), subject, record.at());
    }

    private void record(long expected, byte[] bytes) {
        ChainRecord record;
        try {
            record = json.read(bytes, ChainRecord.class);
        } catch (JsonException e) {
            lines.fault(
                    new LinesCheck.Named(expected, "", null),
                    "the record cannot be read: " + e.getMessage());
            return;
        }
        if (record.seq() != expected) {
            lines.fault(
                    named(record), "its number should be %d: one is missing".formatted(expected));
            next = record.seq() + 1;
        }
        switch (record) {
            case ChainRecord.Start start ->
                    begins =
                            "; the chain begins here, after %d decisions that it does not cover"
                                    .formatted(start.older());
            case ChainRecord.Decided decided -> {
                if (!decided.at().equals(decided.decision().until())) {
                    lines.fault(named(record), "its time is not that of its decision");
                }
                decisions.check(decided);
            }
            case ChainRecord.Served ignored -> {}
            case ChainRecord.Sums counted -> sums.check(counted);
        }
    }

    Verification.Part outcome() {
        boolean whole = next - 1 == stated.last() && lines.head().equals(stated.head());
        if (part.holds() && !whole) {
            lines.fault(
                    new LinesCheck.Named(next - 1, "", null),
                    "the chain ends here; by the manifest its last record is %d with the hash %s…"
                            .formatted(
                                    stated.last(),
                                    stated.head()
                                            .substring(0, Math.min(12, stated.head().length()))));
        }
        return part.outcome(
                true,
                "%d records from %d to %d, each with the hash of the one before%s"
                        .formatted(
                                stated.last() - stated.first() + 1,
                                stated.first(),
                                stated.last(),
                                begins));
    }
}
