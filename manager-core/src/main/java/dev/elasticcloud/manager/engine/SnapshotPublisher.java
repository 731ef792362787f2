package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Holds the latest snapshot and tells listeners of it, each on a thread of its own, so that a slow
/// one delays nobody and misses only what is out of date.
final class SnapshotPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile CloudSnapshot latest;
    private long number;

    SnapshotPublisher(CloudSnapshot first) {
        this.latest = first;
    }

    CloudSnapshot latest() {
        return latest;
    }

    /// Shows a changed spec in the latest snapshot, before any round has looked at it: who reads
    /// after a command reads the command.
    synchronized void show(Supplier<CloudSpec> wanted) {
        if (number > 0) {
            publish(latest, wanted);
        }
    }

    /// Publishes what a round found.
    ///
    /// @param wanted the spec as it is now, which may have changed since the round began
    synchronized void publish(CloudSnapshot snapshot, Supplier<CloudSpec> wanted) {
        number++;
        latest = snapshot.next(number, wanted.get());
        listeners.forEach(Listener::wake);
    }

    Subscription subscribe(Consumer<CloudSnapshot> receiver) {
        Listener listener = new Listener(receiver);
        listeners.add(listener);
        listener.start();
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

        void start() {
            thread.start();
        }

        void stop() {
            stopped = true;
            thread.interrupt();
        }

        void wake() {
            news.release();
        }

        @Override
        public void run() {
            long told = -1;
            try {
                while (!stopped) {
                    news.acquire();
                    news.drainPermits();
                    CloudSnapshot snapshot = latest;
                    if (snapshot.number() != told && !stopped) {
                        told = snapshot.number();
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
