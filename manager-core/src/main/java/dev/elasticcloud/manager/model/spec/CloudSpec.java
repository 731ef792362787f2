package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.PodName;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything the owner wants; users write it through commands, the loop reads it.
///
/// @param generation counts the commands taken in, so that a receipt can be followed
public record CloudSpec(long generation, SortedMap<PodName, PodSpec> pods) {

    public static final CloudSpec EMPTY = new CloudSpec(0, new TreeMap<>());

    public CloudSpec {
        pods = Collections.unmodifiableSortedMap(new TreeMap<>(pods));
    }

    public Optional<PodSpec> pod(PodName name) {
        return Optional.ofNullable(pods.get(name));
    }

    public CloudSpec with(PodSpec pod) {
        Map<PodName, PodSpec> changed = new TreeMap<>(pods);
        changed.put(pod.name(), pod);
        return new CloudSpec(generation, new TreeMap<>(changed));
    }

    public CloudSpec without(PodName pod) {
        SortedMap<PodName, PodSpec> changed = new TreeMap<>(pods);
        changed.remove(pod);
        return new CloudSpec(generation, changed);
    }

    public CloudSpec withGeneration(long changed) {
        return new CloudSpec(changed, pods);
    }
}
