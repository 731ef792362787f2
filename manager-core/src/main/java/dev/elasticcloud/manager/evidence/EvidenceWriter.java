package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.HashChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Writes evidence of what a cloud did in a range of time into a signed ZIP file. It holds no
/// tokens, no job's parameters and no answers.
public final class EvidenceWriter {

    private static final int PAGE = 500;

    /// How many points of history a pod or node gets at most.
    private static final int MOST_POINTS = 1_500;

    private final EvidenceLog log;
    private final EventLog events;
    private final BiFunction<PodName, HistoryRange, PodHistory> history;
    private final Supplier<CloudSnapshot> snapshot;
    private final SigningKey key;
    private final InstantSource clock;
    private final ModelJson json = new ModelJson();

    public EvidenceWriter(
            EvidenceLog log,
            EventLog events,
            BiFunction<PodName, HistoryRange, PodHistory> history,
            Supplier<CloudSnapshot> snapshot,
            SigningKey key,
            InstantSource clock) {
        this.log = log;
        this.events = events;
        this.history = history;
        this.snapshot = snapshot;
        this.key = key;
        this.clock = clock;
    }

    /// A point of a pod's history.
    record PodPoint(PodName pod, PodHistory.Point point) {}

    /// Writes the file, which appears only once it is complete. Pictures are not in it yet.
    ///
    /// @throws CloudException with [ErrorCode#NOT_FOUND] when nothing was recorded in the range
    public void write(EvidenceQuery query, Path file) {
        Instant now = clock.instant();
        log.recordSums(now, true);
        HistoryRange range = new HistoryRange(query.from(), query.to(), step(query));
        EvidenceLog.Slice slice = log.slice(range);
        if (slice.last() < slice.first()) {
            throw new CloudException(
                    ErrorCode.NOT_FOUND,
                    "Nothing was recorded for evidence from %s to %s: give another range"
                            .formatted(query.from(), query.to()));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (ArchiveWriter archive = new ArchiveWriter(Files.newOutputStream(fresh))) {
                write(archive, query, range, slice, now);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        } finally {
            delete(fresh);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be removed", e), e);
        }
    }

    /// Whole seconds, so that the range has no more than the most points.
    private static Duration step(EvidenceQuery query) {
        long seconds = Duration.between(query.from(), query.to()).toSeconds();
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(seconds, MOST_POINTS)));
    }

    private void write(
            ArchiveWriter archive,
            EvidenceQuery query,
            HistoryRange range,
            EvidenceLog.Slice slice,
            Instant now)
            throws IOException {
        CloudSnapshot cloud = snapshot.get();
        String[] head = {slice.anchor()};
        // Before the chain: records that are pruned meanwhile take their settings with them.
        List<String> allSettings = log.settings(slice.first(), slice.last());
        archive.lines(Manifest.CHAIN, slice.anchor(), lines -> head[0] = chain(lines, slice));
        archive.lines(
                Manifest.SETTINGS,
                HashChain.START,
                lines -> {
                    for (String settings : allSettings) {
                        lines.add(settings.getBytes(StandardCharsets.UTF_8));
                    }
                });
        archive.lines(
                Manifest.EVENTS,
                HashChain.START,
                lines -> {
                    for (CloudEvent event : events.during(range)) {
                        lines.add(json.bytes(event));
                    }
                });
        archive.lines(
                Manifest.HISTORY,
                HashChain.START,
                lines -> {
                    for (PodName pod : cloud.pods().keySet()) {
                        history(lines, history.apply(pod, range));
                    }
                });
        List<Manifest.File> files = new ArrayList<>(archive.files());
        for (EvidenceQuery.Picture picture : query.pictures()) {
            files.add(
                    new Manifest.File(
                            Manifest.PICTURES + picture.name(),
                            picture.bytes(),
                            0,
                            picture.sha256()));
        }
        byte[] manifest =
                json.bytes(
                        new Manifest(
                                Manifest.FORMAT,
                                StandardAutoscaler.VERSION,
                                Runtime.version().toString(),
                                cloud.cloud(),
                                cloud.engine().kind(),
                                cloud.hosts().stream().map(h -> h.name().value()).toList(),
                                now,
                                query.from(),
                                query.to(),
                                SigningKey.fingerprint(key.publicKey()),
                                new Manifest.Chain(
                                        slice.first(), slice.last(), slice.anchor(), head[0]),
                                files));
        archive.file(Manifest.NAME, manifest);
        archive.file(Manifest.SIGNATURE, key.sign(manifest));
        archive.file(Manifest.KEY, key.publicPem().getBytes(StandardCharsets.US_ASCII));
    }

    /// Returns the hash of the last record.
    private String chain(ArchiveWriter.Lines lines, EvidenceLog.Slice slice) throws IOException {
        long next = slice.first();
        while (next <= slice.last()) {
            List<EvidenceLog.Link> page = log.links(next, slice.last(), PAGE);
            if (page.isEmpty() || page.getFirst().seq() != next) {
                throw new CloudException(
                        ErrorCode.CONFLICT,
                        "The oldest records of the range were pruned meanwhile: ask again");
            }
            for (EvidenceLog.Link link : page) {
                lines.add(link.record());
                if (!lines.head().equals(link.hash())) {
                    throw new CloudException(
                            ErrorCode.INTERNAL,
                            "The store's chain is broken: record %d was changed after it was written"
                                    .formatted(link.seq()));
                }
            }
            next = page.getLast().seq() + 1;
        }
        return lines.head();
    }

    private void history(ArchiveWriter.Lines lines, PodHistory history) throws IOException {
        for (PodHistory.Point point : history.points()) {
            lines.add(json.bytes(new PodPoint(history.pod(), point)));
        }
        for (List<NodeUsage> samples : history.nodes().values()) {
            for (NodeUsage sample : samples) {
                lines.add(json.bytes(sample));
            }
        }
    }
}
