package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole cloud at one moment, immutable and numbered; all screens and responses are made from
/// it.
///
/// @param number grows with each snapshot
/// @param hosts the machines that nodes run on; none while unknown
/// @param generation the newest command whose effect is complete on every pod
public record CloudSnapshot(
        long number,
        Instant at,
        String cloud,
        long generation,
        EngineHealth engine,
        BalancerHealth balancer,
        SortedMap<PodName, PodStatus> pods,
        List<Problem> problems,
        @AddedLater List<HostStatus> hosts) {

    public CloudSnapshot {
        pods = Collections.unmodifiableSortedMap(new TreeMap<>(pods));
        problems = List.copyOf(problems);
        hosts = List.copyOf(Objects.requireNonNullElse(hosts, List.of()));
    }

    /// A cloud whose hosts are unknown.
    public CloudSnapshot(
            long number,
            Instant at,
            String cloud,
            long generation,
            EngineHealth engine,
            BalancerHealth balancer,
            SortedMap<PodName, PodStatus> pods,
            List<Problem> problems) {
        this(number, at, cloud, generation, engine, balancer, pods, problems, List.of());
    }

    public static CloudSnapshot empty(String cloud, Instant at) {
        return new CloudSnapshot(
                0,
                at,
                cloud,
                0,
                EngineHealth.UNKNOWN,
                BalancerHealth.UNKNOWN,
                new TreeMap<>(),
                List.of());
    }

    /// The next snapshot with the current spec: a command shows at once, its effect later.
    public CloudSnapshot next(long next, CloudSpec wanted) {
        SortedMap<PodName, PodStatus> changed = new TreeMap<>();
        wanted.pods()
                .forEach(
                        (name, spec) -> {
                            PodStatus known = pods.get(name);
                            changed.put(
                                    name,
                                    known == null
                                            ? PodStatus.unseen(spec)
                                            : known.withSpec(spec, at));
                        });
        return new CloudSnapshot(
                next, at, cloud, generation, engine, balancer, changed, problems, hosts);
    }

    /// The same snapshot, marked stale because no newer one can be read.
    ///
    /// @param detail since when it is stale, and why
    public CloudSnapshot withUnreachableEngine(String detail) {
        return new CloudSnapshot(
                number,
                at,
                cloud,
                generation,
                engine.unreachable(detail),
                balancer,
                pods,
                problems,
                hosts);
    }

    public Optional<PodStatus> pod(PodName name) {
        return Optional.ofNullable(pods.get(name));
    }

    /// The problems that keep some pods from their spec, including those of shared parts.
    public List<Problem> problemsOf(Set<PodName> wanted) {
        return problems.stream().filter(p -> concerns(p.subject(), wanted)).toList();
    }

    private boolean concerns(Subject subject, Set<PodName> wanted) {
        return switch (subject) {
            case Subject.Balancer ignored -> !wanted.isEmpty();
            case Subject.Image image -> wanted.contains(image.of());
            case Subject.Network network -> wanted.contains(network.of());
            case Subject.Starts starts -> wanted.contains(starts.of());
            case Subject.Node node ->
                    pods.values().stream()
                            .filter(pod -> wanted.contains(pod.name()))
                            .flatMap(pod -> pod.nodes().stream())
                            .anyMatch(known -> known.node().equals(node.name()));
            case Subject.Store ignored -> false;
            case Subject.Host ignored -> false;
            case Subject.Other ignored -> false;
        };
    }

    public JobCounts jobs() {
        return pods.values().stream().map(PodStatus::jobs).reduce(JobCounts.NONE, JobCounts::plus);
    }

    /// Pods from the smallest limits to the highest, the order that people expect.
    public List<PodStatus> podsBySize() {
        return pods.values().stream()
                .sorted(Comparator.comparing(PodStatus::spec, CloudSpec.BY_SIZE))
                .toList();
    }
}
