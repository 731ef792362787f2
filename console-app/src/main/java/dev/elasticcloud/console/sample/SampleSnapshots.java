package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.SetupStep;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state of a sample cloud at the end of its pods' stories.
final class SampleSnapshots {

    private static final double PRICE_FACTOR = 3.45;
    private static final double MEMORY_SHARE = 0.42;
    private static final int[] ID_PRIMES = {7_919, 104_729};

    private static final double USUAL_OTHERS = 0.6;

    private final SampleState state;
    private final Instant at;
    private final Map<PodName, PodStory> stories;

    SampleSnapshots(SampleState state, Instant at, Map<PodName, PodStory> stories) {
        this.state = state;
        this.at = at;
        this.stories = stories;
    }

    /// @param counts how many nodes each pod has, including those not online
    CloudSnapshot of(List<PodSpec> specs, Map<PodName, Integer> counts) {
        SortedMap<PodName, PodStatus> pods = new TreeMap<>();
        double left =
                promisableCpus()
                        - specs.stream()
                                .mapToDouble(
                                        spec ->
                                                counts.getOrDefault(spec.name(), 0)
                                                        * spec.limits().cpus())
                                .sum();
        for (PodSpec spec : specs) {
            PodStory story = stories.get(spec.name());
            pods.put(
                    spec.name(),
                    story == null
                            ? declared(spec)
                            : running(
                                    spec,
                                    story,
                                    counts.getOrDefault(spec.name(), 0),
                                    pending(spec, left)));
        }
        HostStatus host = host(pods, Math.max(0, left));
        EngineHealth engine =
                new EngineHealth(
                        true, "simulated", "1", (int) host.cores(), host.memoryBytes(), "");
        BalancerHealth balancer =
                state == SampleState.EMPTY
                        ? new BalancerHealth(false, "", "", true, "not started yet")
                        : new BalancerHealth(true, "3.0", "http://127.0.0.1:8088", true, "");
        return new CloudSnapshot(
                100,
                at,
                "default",
                12,
                state == SampleState.ERROR
                        ? engine.unreachable("connection refused at /var/run/docker.sock")
                        : engine,
                balancer,
                pods,
                state == SampleState.ERROR ? problems(specs) : List.of(),
                List.of(host));
    }

    private List<Problem> problems(List<PodSpec> specs) {
        PodName first = specs.getFirst().name();
        return List.of(
                new Problem(
                        new Subject.Node(NodeName.numbered(first, 3)),
                        "exited with code 137: killed for want of memory",
                        4,
                        at.plusSeconds(16)),
                new Problem(
                        new Subject.Image(specs.getLast().name()),
                        "pull of elastic-cloud/base:latest failed: no such host",
                        2,
                        at.plusSeconds(8)));
    }

    private static PodStatus declared(PodSpec spec) {
        return new PodStatus(
                spec.withTarget(Target.NONE),
                0,
                PodPhase.NOT_INITIALISED,
                List.of(),
                List.of(),
                PodLoad.NONE,
                JobCounts.NONE,
                null,
                null,
                PodStatus.Cost.NONE);
    }

    private PodStatus running(PodSpec spec, PodStory story, int count, Pending pending) {
        List<NodeStatus> nodes = nodes(spec, story, count);
        long done = 2_000 + 137L * count * spec.slots();
        int failed = state == SampleState.ERROR ? 23 : 2;
        int open = story.runningNow() + story.queuedNow();
        double hours = count * 1.6;
        int online = (int) nodes.stream().filter(n -> n.state() == NodeState.ONLINE).count();
        PodSpec wanted = spec.withTarget(Target.NONE.withInitialised(true).withNodes(online));
        return new PodStatus(
                wanted,
                12,
                state == SampleState.ERROR ? PodPhase.DEGRADED : PodPhase.STEADY,
                Arrays.stream(SetupStep.Kind.values())
                        .map(kind -> new SetupStep(kind, SetupStep.Progress.DONE, ""))
                        .toList(),
                nodes,
                new PodLoad(
                        story.runningNow(),
                        story.queuedNow(),
                        story.rateNow(),
                        new PodLoad.Latency(1_000, 84, 142, 188)),
                new JobCounts(done + failed + 4 + open, done, failed, 4, open),
                story.decisions().getFirst(),
                Duration.ofMillis(140),
                new PodStatus.Cost(hours, hours * PRICE_FACTOR),
                pending);
    }

    private Pending pending(PodSpec spec, double left) {
        return spec.limits().cpus() > left
                ? new Pending(
                        2,
                        "needs %.1f CPU; %.1f of %.1f left"
                                .formatted(spec.limits().cpus(), left, promisableCpus()))
                : Pending.NONE;
    }

    private double cores() {
        return switch (state) {
            case EMPTY, NORMAL, DISCONNECTED -> 10;
            case ERROR -> 8;
            case LARGE -> 512;
        };
    }

    private double promisableCpus() {
        return cores() * HostPolicy.DEFAULT.overcommit();
    }

    /// The last nodes of a pod are those that do not serve, in a fixed order.
    private List<NodeStatus> nodes(PodSpec spec, PodStory story, int count) {
        List<NodeState> last = new ArrayList<>();
        for (int spare = 0; spare < Math.min(spec.spares(), count / 3); spare++) {
            last.add(NodeState.SPARE);
        }
        if (count > 5) {
            last.add(NodeState.DRAINING);
            last.add(NodeState.STARTING);
        }
        if (count > 7) {
            last.add(NodeState.PAUSED);
        }
        List<NodeStatus> nodes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int fromEnd = count - number;
            NodeState is = fromEnd < last.size() ? last.get(fromEnd) : NodeState.ONLINE;
            nodes.add(node(spec, story, number, fails(number) ? NodeState.FAILED : is));
        }
        return nodes;
    }

    private boolean fails(int number) {
        return state == SampleState.ERROR ? number == 3 : number % 100 == 61;
    }

    private NodeStatus node(PodSpec spec, PodStory story, int number, NodeState is) {
        boolean serves = is == NodeState.ONLINE || is == NodeState.DRAINING;
        double cpu = story.cpuNow(number);
        String detail =
                is == NodeState.FAILED ? "exited with code 137; the next try is in 16 s" : "";
        return new NodeStatus(
                NodeName.numbered(spec.name(), number),
                is,
                is == NodeState.STARTING ? "" : container(spec, number),
                serves ? (int) Math.round(cpu * spec.slots()) : 0,
                serves ? OptionalDouble.of(cpu) : OptionalDouble.empty(),
                is == NodeState.STARTING || is == NodeState.FAILED
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(MEMORY_SHARE),
                at.minusSeconds(is == NodeState.ONLINE ? 90L + 37L * number : 4L + number % 9),
                detail,
                serves ? (cpu > 0.9 ? NodeUse.THROTTLED : NodeUse.WORKING) : NodeUse.UNKNOWN);
    }

    private static String container(PodSpec spec, int number) {
        long mixed = spec.name().value().hashCode() * (long) ID_PRIMES[1] + number;
        return "%016x".formatted(mixed * ID_PRIMES[0] * 0x9E3779B97F4A7C15L);
    }

    /// @param left processors that may still be promised
    private HostStatus host(SortedMap<PodName, PodStatus> pods, double left) {
        boolean large = state == SampleState.LARGE;
        boolean full = state == SampleState.ERROR;
        double cores = cores();
        long memory = (large ? 2_048L : 16L) << 30;
        List<HostStatus.Share> shares = new ArrayList<>();
        double used = 0;
        for (PodStatus pod : pods.values()) {
            int nodes = pod.nodes().size();
            double cpus = pod.spec().limits().cpus();
            double use = pod.nodes().stream().mapToDouble(n -> n.cpuShare().orElse(0) * cpus).sum();
            used += use;
            if (nodes > 0) {
                long bytes = nodes * pod.spec().limits().memoryBytes();
                shares.add(
                        new HostStatus.Share(
                                pod.name(),
                                nodes,
                                nodes * cpus,
                                bytes,
                                OptionalDouble.of(use),
                                OptionalLong.of((long) (bytes * MEMORY_SHARE)),
                                0));
            }
        }
        // The processors of a full host are in use, too.
        double others = full ? cores - used - left : USUAL_OTHERS;
        long otherBytes = 2_300_000_000L;
        long usedBytes = shares.stream().mapToLong(s -> s.usedBytes().orElse(0)).sum();
        return new HostStatus(
                HostName.LOCAL,
                cores,
                memory,
                promisableCpus(),
                memory - (512L << 20),
                shares.stream().map(share -> withRoom(share, pods, left)).toList(),
                OptionalDouble.of(others),
                OptionalDouble.of(Math.max(0, cores - used - others)),
                OptionalLong.of(otherBytes),
                OptionalLong.of(memory - otherBytes - usedBytes),
                OptionalDouble.of(full ? 0.61 : 0.08),
                full);
    }

    private static HostStatus.Share withRoom(
            HostStatus.Share share, Map<PodName, PodStatus> pods, double left) {
        PodStatus pod = pods.get(share.pod());
        double cpus = pod == null ? 1 : pod.spec().limits().cpus();
        return new HostStatus.Share(
                share.pod(),
                share.nodes(),
                share.promisedCpus(),
                share.promisedBytes(),
                share.usedCpus(),
                share.usedBytes(),
                (int) (left / cpus));
    }
}
