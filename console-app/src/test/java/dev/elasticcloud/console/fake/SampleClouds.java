package dev.elasticcloud.console.fake;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Sample snapshots: a busy cloud, one not initialised yet, one whose engine does not answer.
public final class SampleClouds {

    public static final Instant NOW = Instant.now();
    public static final PodName LIGHT = PodName.of("light");

    private static final EngineHealth DOCKER =
            new EngineHealth(true, "docker", "28.2.2", 8, 16L << 30, "");
    private static final BalancerHealth HAPROXY =
            new BalancerHealth(true, "3.2", "http://127.0.0.1:8088", true, "");

    private SampleClouds() {}

    public static CloudSnapshot busy() {
        return snapshot(2, DOCKER, busyPods());
    }

    public static CloudSnapshot simulated() {
        return snapshot(2, new EngineHealth(true, "simulated", "1", 8, 16L << 30, ""), busyPods());
    }

    public static CloudSnapshot unreachable() {
        return snapshot(
                2, DOCKER.unreachable("connection refused at /var/run/docker.sock"), busyPods());
    }

    /// Pods that are declared but not initialised.
    public static CloudSnapshot declared() {
        return snapshot(
                1,
                DOCKER,
                List.of(
                        notInitialised(
                                spec("light", "Text statistics", 0.3, 100, 4, 20, 1, 20, 70)),
                        notInitialised(
                                spec("medium", "Picture filter", 0.5, 300, 2, 15, 1, 12, 70)),
                        notInitialised(
                                spec("heavy", "Matrix product", 0.8, 500, 1, 10, 1, 8, 75))));
    }

    /// The same, and Docker is not installed.
    public static CloudSnapshot declaredWithoutDocker() {
        CloudSnapshot declared = declared();
        return new CloudSnapshot(
                declared.number(),
                NOW,
                "local",
                1,
                DOCKER.unreachable("/var/run/docker.sock: no such file or directory"),
                HAPROXY,
                declared.pods(),
                List.of());
    }

    private static CloudSnapshot snapshot(long number, EngineHealth engine, List<PodStatus> pods) {
        SortedMap<PodName, PodStatus> byName = new TreeMap<>();
        pods.forEach(pod -> byName.put(pod.name(), pod));
        return new CloudSnapshot(
                number, NOW, "local", 1, engine, HAPROXY, byName, List.of(), List.of(host(pods)));
    }

    /// The busy cloud on a host that is full: two nodes of heavy wait for room.
    public static CloudSnapshot fullHost() {
        List<PodStatus> pods = new ArrayList<>(busyPods());
        PodStatus heavy = pods.removeLast();
        pods.add(
                new PodStatus(
                        heavy.spec(),
                        heavy.generation(),
                        heavy.phase(),
                        heavy.setup(),
                        heavy.nodes(),
                        heavy.load(),
                        heavy.jobs(),
                        null,
                        heavy.reaction(),
                        heavy.cost(),
                        new Pending(
                                2,
                                "needs 0.8 CPU; 0.3 of 12.0 left: light holds 2.7, medium 2.0")));
        return snapshot(2, DOCKER, pods);
    }

    /// The busy cloud with this many pods.
    public static CloudSnapshot many(int count) {
        List<PodStatus> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PodStatus like = busyPods().get(i % 3);
            String name = "%s-%02d".formatted(like.name(), i + 1);
            PodSpec spec = spec(name, "Text statistics", 0.3 + i * 0.01, 100, 4, 20, 1, 20, 70);
            pods.add(
                    status(
                            spec,
                            like.phase(),
                            nodes(name, "BOBBFODTS".substring(i % 5)),
                            like.load(),
                            like.jobs(),
                            1));
        }
        return snapshot(2, DOCKER, pods);
    }

    private static HostStatus host(List<PodStatus> pods) {
        List<HostStatus.Share> shares = new ArrayList<>();
        double left = 12;
        for (PodStatus pod : pods) {
            int nodes = pod.nodes().size();
            NodeLimits limits = pod.spec().limits();
            left -= nodes * limits.cpus();
            if (nodes > 0) {
                shares.add(
                        new HostStatus.Share(
                                pod.name(),
                                nodes,
                                nodes * limits.cpus(),
                                nodes * limits.memoryBytes(),
                                OptionalDouble.of(nodes * limits.cpus() * 0.6),
                                OptionalLong.of(nodes * limits.memoryBytes() / 2),
                                0));
            }
        }
        double free = Math.max(0, left);
        boolean full = pods.stream().anyMatch(pod -> pod.pending().nodes() > 0);
        return new HostStatus(
                HostName.LOCAL,
                8,
                16L << 30,
                12,
                31L << 29,
                shares.stream().map(share -> withRoom(share, pods, full ? 0 : free)).toList(),
                OptionalDouble.of(0.7),
                OptionalDouble.of(3.1),
                OptionalLong.of(2_300_000_000L),
                OptionalLong.of(9_900_000_000L),
                OptionalDouble.of(0.08),
                full);
    }

    private static HostStatus.Share withRoom(
            HostStatus.Share share, List<PodStatus> pods, double free) {
        double cpus =
                pods.stream()
                        .filter(pod -> pod.name().equals(share.pod()))
                        .mapToDouble(pod -> pod.spec().limits().cpus())
                        .sum();
        return new HostStatus.Share(
                share.pod(),
                share.nodes(),
                share.promisedCpus(),
                share.promisedBytes(),
                share.usedCpus(),
                share.usedBytes(),
                (int) (free / cpus));
    }

    private static List<PodStatus> busyPods() {
        return List.of(
                status(
                        spec("light", "Text statistics", 0.3, 100, 4, 20, 1, 20, 70),
                        PodPhase.STEADY,
                        nodes("light", "BOBBFODTS"),
                        new PodLoad(22, 0, 9.4, new PodLoad.Latency(90, 80, 140, 160)),
                        new JobCounts(15_900, 15_878, 0, 0, 22),
                        1.4),
                status(
                        spec("medium", "Picture filter", 0.5, 300, 2, 15, 1, 12, 70),
                        PodPhase.STEADY,
                        nodes("medium", "BOBS"),
                        new PodLoad(6, 0, 3.1, new PodLoad.Latency(40, 120, 180, 200)),
                        new JobCounts(2_100, 2_094, 0, 0, 6),
                        1.0),
                status(
                        spec("heavy", "Matrix product", 0.8, 500, 1, 10, 1, 8, 75),
                        PodPhase.SCALING_UP,
                        nodes("heavy", "OBPS"),
                        new PodLoad(2, 4, 0.6, new PodLoad.Latency(9, 150, 212, 260)),
                        new JobCounts(204, 190, 4, 4, 6),
                        0.8));
    }

    private static PodStatus notInitialised(PodSpec spec) {
        PodSpec fresh = spec.withTarget(Target.NONE);
        return status(fresh, PodPhase.NOT_INITIALISED, List.of(), PodLoad.NONE, JobCounts.NONE, 0);
    }

    private static PodStatus status(
            PodSpec spec,
            PodPhase phase,
            List<NodeStatus> nodes,
            PodLoad load,
            JobCounts jobs,
            double hours) {
        return new PodStatus(
                spec,
                1,
                phase,
                List.of(),
                nodes,
                load,
                jobs,
                null,
                hours == 0 ? null : Duration.ofMillis(140),
                new PodStatus.Cost(hours, hours * 3.45));
    }

    private static PodSpec spec(
            String name,
            String title,
            double cpus,
            int memory,
            int slots,
            int most,
            int min,
            int max,
            int upper) {
        return new PodSpec(
                PodName.of(name),
                title,
                "Each job is short and needs little; a node runs several at once",
                new ImageSource.Reference("elastic/" + name),
                NodeLimits.of(cpus, memory),
                slots,
                most,
                1,
                1,
                Balance.ROUND_ROBIN,
                8080,
                "/healthz",
                Reach.INTERNAL,
                new Elasticity(true, min, max, 0.3, upper / 100.0, Duration.ofSeconds(10)),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram("/run", Duration.ofMinutes(1), true, List.of()),
                Target.NONE.withInitialised(true).withNodes(2));
    }

    /// @param letters one for each node: online, busy, failed, draining, starting, paused, spare
    private static List<NodeStatus> nodes(String pod, String letters) {
        List<NodeStatus> nodes = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            NodeState state =
                    switch (letter) {
                        case 'O', 'B' -> NodeState.ONLINE;
                        case 'F' -> NodeState.FAILED;
                        case 'D' -> NodeState.DRAINING;
                        case 'T' -> NodeState.STARTING;
                        case 'P' -> NodeState.PAUSED;
                        default -> NodeState.SPARE;
                    };
            OptionalDouble cpu =
                    state == NodeState.ONLINE
                            ? OptionalDouble.of(letter == 'B' ? 0.86 : 0.31)
                            : OptionalDouble.empty();
            nodes.add(
                    new NodeStatus(
                            NodeName.numbered(PodName.of(pod), nodes.size() + 1),
                            state,
                            "c0ffee",
                            state == NodeState.ONLINE ? 2 : 0,
                            cpu,
                            OptionalDouble.empty(),
                            NOW,
                            letter == 'F' ? "exited with code 137, next try in 8 s" : ""));
        }
        return nodes;
    }
}
