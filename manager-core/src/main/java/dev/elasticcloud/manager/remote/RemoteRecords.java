package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a remote manager recorded: decisions, events, history and what nodes wrote.
final class RemoteRecords {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteRecords.class);

    /// How long a manager may take to collect evidence and to send it.
    private static final Duration EVIDENCE = Duration.ofMinutes(10);

    private final ApiClient wire;

    RemoteRecords(ApiClient wire) {
        this.wire = wire;
    }

    List<Decision> decisions(PodName pod, int most) {
        return wire.list(decisionsOf(pod, most).build(), Decision.class);
    }

    List<Decision> scalings(PodName pod, int most) {
        HttpUrl.Builder url = decisionsOf(pod, most).addQueryParameter("changes", "true");
        return wire.list(url.build(), Decision.class);
    }

    private HttpUrl.Builder decisionsOf(PodName pod, int most) {
        return wire.at("/v1/decisions")
                .addQueryParameter("limit", Integer.toString(most))
                .addQueryParameter("pod", pod.value());
    }

    List<CloudEvent> events(EventQuery query) {
        HttpUrl.Builder url =
                wire.at("/v1/events")
                        .addQueryParameter("limit", Integer.toString(query.most()))
                        .addQueryParameter("after", Long.toString(query.afterId()));
        PodName pod = query.pod();
        if (pod != null) {
            url.addQueryParameter("pod", pod.value());
        }
        if (!query.severities().isEmpty()) {
            url.addQueryParameter(
                    "severity",
                    query.severities().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
        Instant since = query.since();
        if (since != null) {
            url.addQueryParameter("since", since.toString());
        }
        return wire.list(url.build(), CloudEvent.class);
    }

    PodHistory history(PodName pod, HistoryRange range) {
        HttpUrl.Builder url =
                wire.at("/v1/pods/" + pod + "/history")
                        .addQueryParameter("from", range.from().toString())
                        .addQueryParameter("to", range.to().toString());
        Duration step = range.step();
        if (step != null) {
            url.addQueryParameter("step", Durations.format(step));
        }
        return wire.get(url.build(), PodHistory.class);
    }

    WhatIf whatIf(PodName pod, WhatIf.Question question) {
        return wire.post(wire.at("/v1/pods/" + pod + "/what-if").build(), question, WhatIf.class);
    }

    void evidence(EvidenceQuery query, Path file) {
        HttpUrl.Builder url =
                wire.at("/v1/evidence")
                        .addQueryParameter("from", query.from().toString())
                        .addQueryParameter("to", query.to().toString());
        if (!query.pictures().isEmpty()) {
            url.addQueryParameter(
                    "pictures",
                    query.pictures().stream()
                            .map(p -> p.name() + ":" + p.bytes() + ":" + p.sha256())
                            .collect(Collectors.joining(",")));
        }
        wire.save(url.build(), EVIDENCE, file);
    }

    String evidenceKey() {
        return wire.text(wire.at("/v1/evidence/key").build());
    }

    List<LogLine> logs(NodeName node, LogQuery query) {
        return wire.list(logsUrl(node, query).build(), LogLine.class);
    }

    private HttpUrl.Builder logsUrl(NodeName node, LogQuery query) {
        HttpUrl.Builder url =
                wire.at("/v1/nodes/" + node + "/logs")
                        .addQueryParameter("tail", Integer.toString(query.tail()));
        Instant since = query.since();
        if (since != null) {
            url.addQueryParameter("since", since.toString());
        }
        return url;
    }

    Subscription followLogs(NodeName node, LogQuery query, Consumer<LogLine> reader) {
        HttpUrl url = logsUrl(node, query).addQueryParameter("follow", "true").build();
        Call call =
                wire.call(new Request.Builder().url(url).header("Accept", "application/x-ndjson"));
        Response response = wire.open(call);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("remote-logs")
                .start(
                        () -> {
                            try {
                                readLines(response, reader);
                                ended.complete(null);
                            } catch (IOException | RuntimeException e) {
                                LOG.debug("The log stream broke off: {}", e.toString());
                                ended.completeExceptionally(e);
                            }
                        });
        return Subscription.ending(ended, call::cancel);
    }

    private void readLines(Response response, Consumer<LogLine> reader) throws IOException {
        try (response) {
            BufferedSource lines = response.body().source();
            for (String line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
                if (!line.isBlank()) {
                    reader.accept(wire.json().read(line, LogLine.class));
                }
            }
        }
    }
}
