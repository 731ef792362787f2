package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks the chain of an archive record by record: its hashes, its numbers and its ends.
final class ChainCheck {

    private static final int BATCH = 1024;
    private static final int BATCH_BYTES = 32 * 1024 * 1024;

    private final PartCheck part = new PartCheck("chain");
    private final List<byte[]> batch = new ArrayList<>();
    private final Manifest.Chain stated;
    private final LinesCheck lines;
    private final DecisionCheck decisions;
    private final SumsCheck sums;
    private final ModelJson json = new ModelJson();
    private long batched;
    private long next;
    private String begins = "";

    ChainCheck(Manifest.Chain stated, DecisionCheck decisions, SumsCheck sums) {
        this.stated = stated;
        this.lines = new LinesCheck(part, Manifest.CHAIN, stated.anchor());
        this.decisions = decisions;
        this.sums = sums;
        this.next = stated.first();
    }

    /// A line as any thread can prepare it.
    ///
    /// @param record absent if the line cannot be read
    /// @param difference of a decision that was made again
    private record Prepared(
            byte[] line, @Nullable ChainRecord record, String why, Optional<String> difference) {}

    /// Takes the next line; lines are checked some at a time, on all processors.
    void line(byte[] line) {
        batch.add(line);
        batched += line.length;
        if (batch.size() == BATCH || batched > BATCH_BYTES) {
            checkBatch();
        }
    }

    private void checkBatch() {
        List<Prepared> prepared = batch.parallelStream().map(this::prepared).toList();
        batch.clear();
        batched = 0;
        prepared.forEach(this::check);
    }

    private Prepared prepared(byte[] line) {
        Optional<ChainLine> read = ChainLine.read(line);
        if (read.isEmpty()) {
            return new Prepared(line, null, "", Optional.empty());
        }
        try {
            ChainRecord record = complete(json.read(read.get().record(), ChainRecord.class));
            return new Prepared(
                    line,
                    record,
                    "",
                    record instanceof ChainRecord.Decided decided
                            ? decisions.difference(decided)
                            : Optional.empty());
        } catch (RuntimeException e) {
            // Whatever a record that anyone may have written makes the reader stumble over.
            return new Prepared(line, null, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private void check(Prepared prepared) {
        long expected = next++;
        LinesCheck.Named unread = new LinesCheck.Named(expected, "", null);
        ChainRecord record = prepared.record();
        if (record == null) {
            lines.next(prepared.line(), bytes -> unread)
                    .ifPresent(
                            bytes ->
                                    lines.fault(
                                            unread,
                                            "the record cannot be read: " + prepared.why()));
            return;
        }
        LinesCheck.Named named =
                new LinesCheck.Named(expected, named(record).subject(), record.at());
        lines.next(prepared.line(), bytes -> named);
        record(expected, record, prepared.difference());
    }

    /// Throws for a record that lacks a part which every such record has.
    private static ChainRecord complete(ChainRecord record) {
        Objects.requireNonNull(record.at(), "it has no time");
        switch (record) {
            case ChainRecord.Start ignored -> {}
            case ChainRecord.Decided decided ->
                    Objects.requireNonNull(decided.decision().pod(), "it has no pod");
            case ChainRecord.Served served -> Objects.requireNonNull(served.pod(), "it has no pod");
            case ChainRecord.Sums sums ->
                    sums.pods().values().forEach(c -> Objects.requireNonNull(c, "it has no sums"));
        }
        return record;
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

    private void record(long expected, ChainRecord record, Optional<String> difference) {
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
                decisions.count(decided, difference);
            }
            case ChainRecord.Served ignored -> {}
            case ChainRecord.Sums counted -> sums.check(counted);
        }
    }

    Verification.Part outcome() {
        checkBatch();
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
