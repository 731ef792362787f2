package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The latest snapshot that came, handed to each listener on a thread of its own.
final class SnapshotFeed {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFeed.class);

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile CloudSnapshot latest;

    SnapshotFeed(CloudSnapshot first) {
        this.latest = first;
    }

    CloudSnapshot latest() {
        return latest;
    }

    void publish(CloudSnapshot snapshot) {
        latest = snapshot;
        listeners.forEach(listener -> listener.news.release());
    }

    Subscription subscribe(Consumer<CloudSnapshot> receiver) {
        Listener listener = new Listener(receiver);
        listeners.add(listener);
        Thread thread = Thread.ofVirtual().name("snapshots").start(listener);
        return () -> {
            listeners.remove(listener);
            thread.interrupt();
        };
    }

    private final class Listener implements Runnable {

        private final Consumer<CloudSnapshot> receiver;
        private final Semaphore news = new Semaphore(1);

        Listener(Consumer<CloudSnapshot> receiver) {
            this.receiver = receiver;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public void run() {
            @Nullable CloudSnapshot told = null;
            try {
                while (listeners.contains(this)) {
                    news.acquire();
                    news.drainPermits();
                    CloudSnapshot snapshot = latest;
                    // The same number may come again, when the connection is lost or found.
                    if (snapshot != told) {
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
                LOG.error("A listener failed on a snapshot", e);
            }
        }
    }
}
