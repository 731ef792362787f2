package dev.elasticcloud.manager.rest.stream;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the cloud while the stream has readers: keeps the newest snapshot and the latest batches
/// of events and decisions, each written as a frame once for all readers, a few times a second at
/// most.
final class StreamSession implements AutoCloseable {

    /// How many batches of records a slow reader may be behind before it is sent a `gap`.
    static final int KEPT = 256;

    static final int MAX_EVENTS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final CloudManager cloud;
    private final StreamFrames frames;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Map<PodName, Instant> decided = new HashMap<>();
    private final Subscription subscription;
    private final Thread thread;
    private @Nullable CloudSnapshot waiting;
    private @Nullable Newest newest;
    private long lastEvent;
    private long lastBatch;
    private boolean closed;

    /// Events and decisions published together, as frames.
    private record Batch(long number, byte[] frames) {}

    /// The newest snapshot; written as a frame by the first reader that needs it.
    private final class Newest {

        private final CloudSnapshot snapshot;
        private final String id;
        private byte @Nullable [] frame;

        Newest(CloudSnapshot snapshot, String id) {
            this.snapshot = snapshot;
            this.id = id;
        }

        synchronized byte[] frame() {
            byte[] written = frame;
            if (written == null) {
                written = frames.frame("snapshot", id, snapshot);
                frame = written;
            }
            return written;
        }
    }

    /// How far a reader has read.
    ///
    /// @param batch the number of the last batch of records
    /// @param snapshot the number of the last snapshot
    record Position(long batch, long snapshot) {}

    /// What to send to a reader next, and its position afterwards.
    record Update(byte[] bytes, Position position) {}

    StreamSession(CloudManager cloud, StreamFrames frames) {
        this.cloud = cloud;
        this.frames = frames;
        CloudSnapshot now = cloud.snapshot();
        now.pods().values().forEach(this::isNewDecision);
        this.lastEvent = newestEvent(cloud);
        this.subscription = cloud.subscribe(this::receive);
        this.thread = Thread.ofVirtual().name("stream").start(this::run);
    }

    static long newestEvent(CloudManager cloud) {
        List<CloudEvent> latest = cloud.events(EventQuery.latest(1));
        return latest.isEmpty() ? 0 : latest.getFirst().id();
    }

    /// Events after one, oldest first.
    static List<CloudEvent> eventsAfter(CloudManager cloud, long after) {
        return cloud.events(new EventQuery(null, Set.of(), null, after, MAX_EVENTS)).reversed();
    }

    private void receive(CloudSnapshot snapshot) {
        lock.lock();
        try {
            waiting = snapshot;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                CloudSnapshot snapshot = next();
                try {
                    publish(snapshot);
                } catch (RuntimeException e) {
                    LOG.error(
                            "Snapshot {} could not be written to the stream", snapshot.number(), e);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CloudSnapshot next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == null) {
                changed.await();
            }
            CloudSnapshot snapshot = waiting;
            waiting = null;
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    private void publish(CloudSnapshot snapshot) {
        List<CloudEvent> events = eventsAfter(cloud, lastEvent);
        if (!events.isEmpty()) {
            lastEvent = events.getLast().id();
        }
        String id = StreamFrames.id(lastEvent, snapshot.at());
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        events.forEach(e -> records.writeBytes(frames.frame("event", id, e)));
        for (PodStatus pod : snapshot.pods().values()) {
            Decision decision = pod.decision();
            if (decision != null && isNewDecision(pod)) {
                records.writeBytes(frames.frame("decision", id, decision));
            }
        }
        publish(records.toByteArray(), new Newest(snapshot, id));
    }

    private boolean isNewDecision(PodStatus pod) {
        Decision decision = pod.decision();
        return decision != null && !decision.at().equals(decided.put(pod.name(), decision.at()));
    }

    private void publish(byte[] records, Newest snapshot) {
        lock.lock();
        try {
            newest = snapshot;
            if (records.length > 0) {
                lastBatch++;
                batches.addLast(new Batch(lastBatch, records));
                if (batches.size() > KEPT) {
                    batches.removeFirst();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The position of a new reader.
    Position position() {
        lock.lock();
        try {
            return new Position(lastBatch, newest == null ? -1 : newest.snapshot.number());
        } finally {
            lock.unlock();
        }
    }

    /// What was published after a position: empty if nothing was for a while, null at the end.
    ///
    /// @param snapshots whether the reader wants the newest snapshot as well
    @Nullable Update after(Position position, boolean snapshots, Duration timeout)
            throws InterruptedException {
        List<Batch> fresh = new ArrayList<>();
        Newest latest;
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && left > 0 && !hasNews(position, snapshots)) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            latest = newest;
            batches.stream().filter(b -> b.number() > position.batch()).forEach(fresh::add);
        } finally {
            lock.unlock();
        }
        return update(position, fresh, snapshots ? latest : null);
    }

    private boolean hasNews(Position position, boolean snapshots) {
        return lastBatch > position.batch()
                || (snapshots && newest != null && newest.snapshot.number() != position.snapshot());
    }

    private static Update update(Position position, List<Batch> fresh, @Nullable Newest latest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long batch = position.batch();
        long snapshot = position.snapshot();
        if (!fresh.isEmpty()) {
            if (fresh.getFirst().number() > batch + 1) {
                bytes.writeBytes(StreamFrames.GAP);
            }
            fresh.forEach(b -> bytes.writeBytes(b.frames()));
            batch = fresh.getLast().number();
        }
        if (latest != null && latest.snapshot.number() != snapshot) {
            bytes.writeBytes(latest.frame());
            snapshot = latest.snapshot.number();
        }
        return new Update(bytes.toByteArray(), new Position(batch, snapshot));
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
