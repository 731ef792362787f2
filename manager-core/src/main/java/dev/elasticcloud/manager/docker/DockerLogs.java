package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reads a container's log, line by line with its time.
final class DockerLogs {

    private static final int READ_SECONDS = 15;

    private final DockerEngine engine;

    DockerLogs(DockerEngine engine) {
        this.engine = engine;
    }

    List<LogLine> read(String id, LogQuery query) {
        return engine.call(
                "read the log of " + id,
                () -> {
                    List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
                    try (Lines reader =
                            new Lines(since(query, lines::add), new CompletableFuture<>())) {
                        command(id, query).exec(reader);
                        reader.awaitCompletion(READ_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw PortException.refused("Reading the log was interrupted", e);
                    } catch (IOException e) {
                        throw PortException.unreachable("The log broke off", e);
                    }
                    return List.copyOf(lines);
                });
    }

    /// @param ended completed when the container has ended or is gone, exceptionally when the log
    ///     breaks off
    AutoCloseable follow(
            String id, LogQuery query, Consumer<LogLine> reader, CompletableFuture<Void> ended) {
        return engine.call(
                "follow the log of " + id,
                () ->
                        command(id, query)
                                .withFollowStream(true)
                                .exec(new Lines(since(query, reader), ended)));
    }

    /// docker-java asks for whole seconds, so lines from just before come too.
    private static Consumer<LogLine> since(LogQuery query, Consumer<LogLine> reader) {
        Instant since = query.since();
        return since == null
                ? reader
                : line -> {
                    if (!line.at().isBefore(since)) {
                        reader.accept(line);
                    }
                };
    }

    private LogContainerCmd command(String id, LogQuery query) {
        LogContainerCmd command =
                engine.streams()
                        .logContainerCmd(id)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTimestamps(true)
                        .withTail(query.tail());
        Instant since = query.since();
        return since == null
                ? command
                : command.withSince(Math.toIntExact(Math.max(0, since.getEpochSecond())));
    }

    /// Hands on whole lines, and tells when no more will come.
    private static final class Lines extends ResultCallback.Adapter<Frame> {

        private final LogLines lines;
        private final CompletableFuture<Void> ended;

        Lines(Consumer<LogLine> reader, CompletableFuture<Void> ended) {
            this.lines = new LogLines(reader);
            this.ended = ended;
        }

        @Override
        public void onNext(Frame frame) {
            lines.add(frame.getPayload(), frame.getStreamType() == StreamType.STDERR);
        }

        @Override
        public void onComplete() {
            lines.end();
            super.onComplete();
            ended.complete(null);
        }

        @Override
        public void onError(Throwable broken) {
            lines.end();
            super.onError(broken);
            ended.completeExceptionally(broken);
        }
    }
}
