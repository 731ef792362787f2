package dev.elasticcloud.manager.rest.stream;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the live stream to its readers. The cloud is followed only while there are readers.
///
/// A slow reader skips snapshots, but never the newest, and misses no event or decision unless it
/// is more than [StreamSession#KEPT] batches behind; then it is sent a `gap`.
public final class StreamHub implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final int MAX_DECISIONS = 100;
    private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,15})");

    private final CloudManager cloud;
    private final StreamFrames frames;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StreamSession session;
    private int readers;
    private boolean closed;

    public StreamHub(CloudManager cloud) {
        this(cloud, new ModelJson()::write);
    }

    /// @param json writes a value as JSON on one line
    StreamHub(CloudManager cloud, Function<Object, String> json) {
        this.cloud = cloud;
        this.frames = new StreamFrames(json);
    }

    /// Writes to one reader for as long as it reads and is authorized.
    ///
    /// @param lastId the id of the last frame it received; empty on its first connection
    /// @param snapshots whether it wants snapshots, too, or only events and decisions
    public void write(
            OutputStream out, String lastId, boolean snapshots, BooleanSupplier authorized)
            throws IOException, InterruptedException {
        StreamSession joined = join();
        if (joined == null) {
            return;
        }
        try {
            write(joined, out, lastId, snapshots, authorized);
        } finally {
            leave();
        }
    }

    /// The session that all readers share; the first reader starts it. Null when the hub is closed.
    private @Nullable StreamSession join() {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            StreamSession shared = session;
            if (shared == null) {
                shared = new StreamSession(cloud, frames);
                session = shared;
            }
            readers++;
            return shared;
        } finally {
            lock.unlock();
        }
    }

    /// The last reader ends the session.
    private void leave() {
        lock.lock();
        try {
            readers--;
            if (readers == 0) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        StreamSession shared = session;
        session = null;
        if (shared != null) {
            shared.close();
        }
    }

    private void write(
            StreamSession joined,
            OutputStream out,
            String lastId,
            boolean snapshots,
            BooleanSupplier authorized)
            throws IOException, InterruptedException {
        StreamSession.Position position = joined.position();
        out.write(StreamFrames.RETRY);
        out.write(missedSince(lastId));
        if (snapshots) {
            CloudSnapshot now = cloud.snapshot();
            out.write(frames.frame("snapshot", currentId(now), now));
            position = new StreamSession.Position(position.batch(), now.number());
        }
        long silentSince = System.nanoTime();
        while (authorized.getAsBoolean()) {
            StreamSession.Update update = joined.after(position, snapshots, CHECK);
            if (update == null) {
                return;
            }
            position = update.position();
            if (update.bytes().length > 0) {
                out.write(update.bytes());
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > HEARTBEAT.toNanos()) {
                out.write(StreamFrames.HEARTBEAT);
                silentSince = System.nanoTime();
            }
        }
    }

    private String currentId(CloudSnapshot now) {
        return StreamFrames.id(StreamSession.newestEvent(cloud), now.at());
    }

    /// The events and decisions since the frame with this id, for a reader that reconnects.
    private byte[] missedSince(String lastId) {
        ByteArrayOutputStream missed = new ByteArrayOutputStream();
        var last = ID.matcher(lastId);
        if (!last.matches()) {
            return missed.toByteArray();
        }
        Instant since = Instant.ofEpochMilli(Long.parseLong(last.group(2)));
        CloudSnapshot now = cloud.snapshot();
        String id = currentId(now);
        StreamSession.eventsAfter(cloud, Long.parseLong(last.group(1)))
                .forEach(e -> missed.writeBytes(frames.frame("event", id, e)));
        for (PodName pod : now.pods().keySet()) {
            cloud.decisions(pod, MAX_DECISIONS).reversed().stream()
                    .filter(d -> d.at().isAfter(since))
                    .forEach(d -> missed.writeBytes(frames.frame("decision", id, d)));
        }
        return missed.toByteArray();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            end();
        } finally {
            lock.unlock();
        }
    }
}
