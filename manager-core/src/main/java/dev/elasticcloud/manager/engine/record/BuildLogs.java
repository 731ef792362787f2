package dev.elasticcloud.manager.engine.record;

import dev.elasticcloud.manager.model.PodName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The lines of each pod's latest image build; of a long build, the last ones.
public final class BuildLogs {

    private static final int MOST = 1_000;

    private final Map<PodName, Deque<String>> lines = new HashMap<>();

    /// Starts the log of a new build of this pod.
    public synchronized void begin(PodName pod) {
        lines.put(pod, new ArrayDeque<>());
    }

    public synchronized void add(PodName pod, String line) {
        Deque<String> log = lines.computeIfAbsent(pod, name -> new ArrayDeque<>());
        log.addLast(line);
        if (log.size() > MOST) {
            log.removeFirst();
        }
    }

    /// The lines of a pod, oldest first; none when it was never built here.
    public synchronized List<String> of(PodName pod) {
        return List.copyOf(lines.getOrDefault(pod, new ArrayDeque<>()));
    }

    /// The last line of each build that has one.
    public synchronized Map<PodName, String> lastLines() {
        Map<PodName, String> last = new TreeMap<>();
        lines.forEach(
                (pod, log) -> {
                    if (!log.isEmpty()) {
                        last.put(pod, log.getLast());
                    }
                });
        return last;
    }
}
