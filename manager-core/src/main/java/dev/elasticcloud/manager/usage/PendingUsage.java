package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Usage not yet in the store.
record PendingUsage(Map<PodName, List<PodHistory.Point>> points, List<NodeUsage> samples) {

    static PendingUsage nothing() {
        return new PendingUsage(new HashMap<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return points.isEmpty() && samples.isEmpty();
    }

    int size() {
        return samples.size() + points.values().stream().mapToInt(List::size).sum();
    }

    void add(PendingUsage later) {
        samples.addAll(later.samples);
        later.points.forEach(
                (pod, list) -> points.computeIfAbsent(pod, p -> new ArrayList<>()).addAll(list));
    }
}
