package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A sample cloud whose nodes write a requested amount of log lines.
final class TalkingCloud extends SampleCloud {

    private final List<Consumer<LogLine>> readers = new CopyOnWriteArrayList<>();
    private int written;

    TalkingCloud(List<PodSpec> known) {
        super(known);
    }

    @Override
    public Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        readers.add(reader);
        return () -> readers.remove(reader);
    }

    int readers() {
        return readers.size();
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
