package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.manager.model.status.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Monitors continuously whether a pod has more nodes online than allowed.
final class MaxNodesMonitor implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(250);

    /// How long nodes above a lowered maximum may take to drain and stop.
    private static final Duration GOING = Duration.ofSeconds(30);

    private final ChaosEnvironment stage;
    private final Thread thread;
    private final List<String> breaches = new ArrayList<>();
    private final Map<String, Most> mosts = new HashMap<>();
    private volatile boolean open = true;

    private record Most(int nodes, long until) {}

    MaxNodesMonitor(ChaosEnvironment stage) {
        this.stage = stage;
        this.thread = Thread.ofPlatform().daemon().name("watch").start(this::look);
    }

    private void look() {
        while (open) {
            try {
                stage.view().pods().forEach(this::look);
            } catch (RuntimeException e) {
                // The manager is down, which is often the fault itself.
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private synchronized void look(String name, ManagerView.Pod pod) {
        long now = System.nanoTime();
        Most before = mosts.get(name);
        int most = pod.most();
        if (before != null && before.nodes() > most && before.until() - now > 0) {
            most = before.nodes();
        } else {
            mosts.put(name, new Most(most, now + GOING.toNanos()));
        }
        if (before != null && before.nodes() == pod.most()) {
            mosts.put(name, new Most(pod.most(), now + GOING.toNanos()));
        }
        long online = pod.count(NodeState.ONLINE);
        if (online > most) {
            breaches.add(
                    "B: %s had %d nodes online, at most %d are allowed"
                            .formatted(name, online, most));
        }
    }

    /// The breaches since the last call.
    synchronized List<String> drain() {
        List<String> seen = List.copyOf(breaches);
        breaches.clear();
        return seen;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }
}
