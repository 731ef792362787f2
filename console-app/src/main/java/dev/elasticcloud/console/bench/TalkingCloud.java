package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A sample cloud whose nodes write a requested amount of log lines.
final class TalkingCloud extends SampleCloud {

    private static final int PATIENCE_SECONDS = 60;

    private final List<Consumer<LogLine>> readers = new CopyOnWriteArrayList<>();
    private final Semaphore opened = new Semaphore(0);
    private int written;

    TalkingCloud(List<PodSpec> known) {
        super(known);
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        readers.add(reader);
        opened.release();
        return () -> readers.remove(reader);
    }

    /// Waits until this many logs are being read.
    void awaitReaders(int count) {
        try {
            if (!opened.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new CloudException(
                        ErrorCode.TIMEOUT,
                        "Only %d of %d logs are being read".formatted(readers.size(), count));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, "The benchmark was interrupted", e);
        }
    }

    /// Makes the nodes write this many lines, in turns.
    void write(int lines) {
        List<Consumer<LogLine>> now = List.copyOf(readers);
        for (int i = 0; i < lines; i++) {
            written++;
            now.get(written % now.size())
                    .accept(
                            new LogLine(
                                    Instant.now(), false, "POST /run 200 line-" + written + "."));
        }
    }

    /// Text that only the last line contains.
    String last() {
        return "line-" + written + ".";
    }
}
