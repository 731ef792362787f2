package dev.elasticcloud.manager.feed;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the latest snapshot and hands it to listeners, each on a thread of its own, so that a
/// slow one delays nobody and misses only outdated snapshots.
public final class SnapshotFeed {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFeed.class);

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile CloudSnapshot latest;

    public SnapshotFeed(CloudSnapshot first) {
        this.latest = first;
    }

    public CloudSnapshot latest() {
        return latest;
    }

    public void publish(CloudSnapshot snapshot) {
        latest = snapshot;
        listeners.forEach(Listener::wake);
    }

    /// Passes on the latest snapshot, then whichever is latest each time the listener is ready
    /// again, until the subscription is closed.
    public Subscription subscribe(Consumer<CloudSnapshot> receiver) {
        Listener listener = new Listener(receiver);
        listeners.add(listener);
        listener.thread.start();
        return () -> {
            listeners.remove(listener);
            listener.stop();
        };
    }

    private final class Listener implements Runnable {

        private final Consumer<CloudSnapshot> receiver;
        private final Semaphore news = new Semaphore(1);
        private final Thread thread = Thread.ofVirtual().name("snapshots").unstarted(this);
        private volatile boolean stopped;

        Listener(Consumer<CloudSnapshot> receiver) {
            this.receiver = receiver;
        }

        void wake() {
            news.release();
        }

        void stop() {
            stopped = true;
            thread.interrupt();
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public void run() {
            @Nullable CloudSnapshot told = null;
            try {
                while (!stopped) {
                    news.acquire();
                    news.drainPermits();
                    CloudSnapshot snapshot = latest;
                    // Not compared by number: a remote manager shows the same snapshot again when
                    // its connection is lost or restored.
                    if (snapshot != told && !stopped) {
                        told = snapshot;
                        tell(snapshot);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void tell(CloudSnapshot snapshot) {
            try {
                receiver.accept(snapshot);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on snapshot {}", snapshot.number(), e);
            }
        }
    }
}
