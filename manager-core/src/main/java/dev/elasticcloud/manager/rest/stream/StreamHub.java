package dev.elasticcloud.manager.rest.stream;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// What goes over the live stream, written down once for all its readers, a few times a second at
/// most.
///
/// A reader that is slow misses snapshots in between, never the newest, and no event or decision
/// unless it is more than [#KEPT] batches behind, which it is told. Each frame's id holds where in
/// the cloud's records it stands, so a reader that comes back gets what it missed.
public final class StreamHub implements AutoCloseable {

    static final int KEPT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);
    private static final Duration APART = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final byte[] STILL_HERE = utf8(": still here\n\n");
    private static final int MOST_AGAIN = 1_000;

    private final CloudManager cloud;
    private final ModelJson json = new ModelJson();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Map<PodName, Instant> decided = new HashMap<>();
    private final Subscription subscription;
    private final Thread thread;
    private @Nullable CloudSnapshot waiting;
    private long lastEvent;
    private boolean closed;

    /// What one look at the cloud brought.
    ///
    /// @param records the new events and decisions as frames
    /// @param all the same with the snapshot behind them
    private record Batch(long number, byte[] records, byte[] snapshot, byte[] all) {}

    public StreamHub(CloudManager cloud) {
        this.cloud = cloud;
        this.lastEvent = newestEvent();
        this.subscription = cloud.subscribe(this::take);
        this.thread = Thread.ofVirtual().name("stream").start(this::run);
    }

    private long newestEvent() {
        List<CloudEvent> newest = cloud.events(EventQuery.latest(1));
        return newest.isEmpty() ? 0 : newest.getFirst().id();
    }

    private void take(CloudSnapshot snapshot) {
        lock.lock();
        try {
            waiting = snapshot;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long number = 0;
        try {
            while (true) {
                CloudSnapshot snapshot = next();
                number++;
                try {
                    publish(batch(number, snapshot));
                } catch (RuntimeException e) {
                    LOG.error("Snapshot {} did not go over the stream", snapshot.number(), e);
                }
                Thread.sleep(APART);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CloudSnapshot next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == null) {
                news.await();
            }
            CloudSnapshot snapshot = waiting;
            waiting = null;
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    private Batch batch(long number, CloudSnapshot snapshot) {
        List<CloudEvent> events = events(lastEvent);
        if (!events.isEmpty()) {
            lastEvent = events.getLast().id();
        }
        String id = lastEvent + "-" + snapshot.at().toEpochMilli();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        events.forEach(e -> records.writeBytes(frame("event", id, e)));
        for (PodStatus pod : snapshot.pods().values()) {
            Decision decision = pod.decision();
            if (decision != null && !decision.at().equals(decided.put(pod.name(), decision.at()))) {
                records.writeBytes(frame("decision", id, decision));
            }
        }
        byte[] frame = frame("snapshot", id, snapshot);
        return new Batch(number, records.toByteArray(), frame, joined(records, frame));
    }

    private static byte[] joined(ByteArrayOutputStream records, byte[] snapshot) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(records.size() + snapshot.length);
        all.writeBytes(records.toByteArray());
        all.writeBytes(snapshot);
        return all.toByteArray();
    }

    private byte[] frame(String event, String id, Object data) {
        return utf8("event: %s\nid: %s\ndata: %s\n\n".formatted(event, id, json.write(data)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Events after one, oldest first.
    private List<CloudEvent> events(long after) {
        return cloud.events(new EventQuery(null, java.util.Set.of(), null, after, MOST_AGAIN))
                .reversed();
    }

    private void publish(Batch batch) {
        lock.lock();
        try {
            batches.addLast(batch);
            if (batches.size() > KEPT) {
                batches.removeFirst();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Writes to one reader for as long as it reads and is welcome.
    ///
    /// @param lastId the id of the last frame it has; empty when it begins
    /// @param snapshots whether it wants them, or events and decisions only
    public void write(OutputStream out, String lastId, boolean snapshots, BooleanSupplier welcome)
            throws IOException, InterruptedException {
        long seen = newest();
        out.write(utf8("retry: 1000\n\n"));
        out.write(again(lastId));
        if (snapshots) {
            String id = newestEvent() + "-" + cloud.snapshot().at().toEpochMilli();
            out.write(frame("snapshot", id, cloud.snapshot()));
        }
        long silentSince = System.nanoTime();
        while (welcome.getAsBoolean()) {
            List<Batch> fresh = after(seen);
            if (fresh == null) {
                return;
            }
            byte[] text = text(fresh, seen, snapshots);
            if (text.length > 0) {
                out.write(text);
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > HEARTBEAT.toNanos()) {
                out.write(STILL_HERE);
                silentSince = System.nanoTime();
            }
            if (!fresh.isEmpty()) {
                seen = fresh.getLast().number();
            }
        }
    }

    private long newest() {
        lock.lock();
        try {
            return batches.isEmpty() ? 0 : batches.getLast().number();
        } finally {
            lock.unlock();
        }
    }

    /// What came after a batch, perhaps nothing for a while; null when there will be no more.
    private @Nullable List<Batch> after(long seen) throws InterruptedException {
        long left = CHECK.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed
                    && left > 0
                    && (batches.isEmpty() || batches.getLast().number() <= seen)) {
                left = news.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            List<Batch> fresh = new ArrayList<>();
            var backwards = batches.descendingIterator();
            while (backwards.hasNext()) {
                Batch batch = backwards.next();
                if (batch.number() <= seen) {
                    break;
                }
                fresh.addFirst(batch);
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private static byte[] text(List<Batch> fresh, long seen, boolean snapshots) {
        if (fresh.isEmpty()) {
            return new byte[0];
        }
        if (fresh.size() == 1 && snapshots) {
            return fresh.getFirst().all();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (fresh.getFirst().number() > seen + 1) {
            text.writeBytes(utf8("event: gap\ndata: {}\n\n"));
        }
        fresh.forEach(batch -> text.writeBytes(batch.records()));
        if (snapshots) {
            text.writeBytes(fresh.getLast().snapshot());
        }
        return text.toByteArray();
    }

    /// What a reader that comes back has missed.
    private byte[] again(String lastId) {
        ByteArrayOutputStream missed = new ByteArrayOutputStream();
        if (!lastId.matches("\\d{1,18}-\\d{1,15}")) {
            return missed.toByteArray();
        }
        String[] parts = lastId.split("-", 2);
        Instant since = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        String id = newestEvent() + "-" + cloud.snapshot().at().toEpochMilli();
        events(Long.parseLong(parts[0])).forEach(e -> missed.writeBytes(frame("event", id, e)));
        for (PodName pod : cloud.snapshot().pods().keySet()) {
            cloud.decisions(pod, 100).reversed().stream()
                    .filter(d -> d.at().isAfter(since))
                    .forEach(d -> missed.writeBytes(frame("decision", id, d)));
        }
        return missed.toByteArray();
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
