package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The wanted state of the whole cloud; users change it through commands, the loop reads it.
///
/// @param hosts how much of each host may be promised to nodes
/// @param generation counts the accepted commands, so that a receipt can be followed
public record CloudSpec(
        long generation, SortedMap<PodName, PodSpec> pods, @AddedLater HostPolicy hosts) {

    /// The order in which pods are shown: those with the smallest processor limit first.
    public static final Comparator<PodSpec> BY_SIZE =
            Comparator.comparingDouble((PodSpec pod) -> pod.limits().cpus())
                    .thenComparing(PodSpec::name);

    public static final CloudSpec EMPTY = new CloudSpec(0, new TreeMap<>(), HostPolicy.DEFAULT);

    public CloudSpec {
        pods = Collections.unmodifiableSortedMap(new TreeMap<>(pods));
        hosts = Objects.requireNonNullElse(hosts, HostPolicy.DEFAULT);
    }

    public CloudSpec(long generation, SortedMap<PodName, PodSpec> pods) {
        this(generation, pods, HostPolicy.DEFAULT);
    }

    public Optional<PodSpec> pod(PodName name) {
        return Optional.ofNullable(pods.get(name));
    }

    public CloudSpec with(PodSpec pod) {
        Map<PodName, PodSpec> changed = new TreeMap<>(pods);
        changed.put(pod.name(), pod);
        return new CloudSpec(generation, new TreeMap<>(changed), hosts);
    }

    public CloudSpec without(PodName pod) {
        SortedMap<PodName, PodSpec> changed = new TreeMap<>(pods);
        changed.remove(pod);
        return new CloudSpec(generation, changed, hosts);
    }

    public CloudSpec withGeneration(long changed) {
        return new CloudSpec(changed, pods, hosts);
    }

    public CloudSpec withHosts(HostPolicy changed) {
        return new CloudSpec(generation, pods, changed);
    }
}
