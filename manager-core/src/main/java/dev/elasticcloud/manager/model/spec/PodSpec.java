package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/// The wanted state of one pod: its image, limits, bounds and the nodes it should have.
///
/// @param slots how many jobs a node runs at once
/// @param maxNodes the most nodes the pod may have
/// @param spares how many warm, frozen nodes to keep ready
/// @param port where the node's program listens
/// @param health the path that answers 200 when the program can serve
/// @param network how far its nodes can call out
/// @param drainDeadline how long a leaving node may take to finish its jobs before it is stopped
///     anyway
/// @param target which nodes there should be now
/// @param weight the pod's share of a full host relative to other pods, from 0.01 to 100
/// @param startup how long its nodes may take to start
public record PodSpec(
        PodName name,
        String title,
        String description,
        ImageSource image,
        NodeLimits limits,
        int slots,
        int maxNodes,
        int initialNodes,
        int spares,
        Balance balance,
        int port,
        String health,
        Reach network,
        Elasticity elasticity,
        Duration drainDeadline,
        JobProgram job,
        Target target,
        @AddedLater double weight,
        @AddedLater Startup startup) {

    public static final int MOST_SLOTS = 1000;
    public static final int MOST_NODES = 200;

    /// The default maximum of nodes.
    public static final int MOST_NODES_AT_FIRST = 10;

    public static final int USUAL_PORT = 8080;
    public static final String USUAL_HEALTH = "/healthz";
    public static final NodeLimits USUAL_LIMITS = NodeLimits.of(0.5, 256);
    public static final Duration DRAIN_DEADLINE = Duration.ofSeconds(60);

    /// As long as a job may run, so that a leaving node can always finish its jobs.
    public static final Duration LONGEST_DRAIN = JobProgram.LONGEST_TIMEOUT;

    public static final double USUAL_WEIGHT = 1;

    public PodSpec {
        startup = Objects.requireNonNullElse(startup, Startup.STANDARD); // as weights
        weight = weight == 0 ? USUAL_WEIGHT : weight; // what was stored before weights were added
        PodRanges.requireWeight(name, weight);
        PodRanges.require(name, "slots", slots, 1, MOST_SLOTS);
        PodRanges.require(name, "most nodes", maxNodes, 1, MOST_NODES);
        PodRanges.require(name, "initial nodes", initialNodes, 0, maxNodes);
        PodRanges.require(name, "spares", spares, 0, 20);
        PodRanges.require(name, "port", port, 1, 65_535);
        if (!health.matches("/[A-Za-z0-9._~/-]{0,200}")) {
            throw new IllegalArgumentException(
                    "Pod " + name + ": health path '" + health + "' must be a plain path");
        }
        if (elasticity.max() > maxNodes) {
            throw new IllegalArgumentException(
                    "Pod %s: elastic max %d is above the pod's max nodes, %d: lower the one or raise the other"
                            .formatted(name, elasticity.max(), maxNodes));
        }
        if (drainDeadline.isNegative() || drainDeadline.compareTo(LONGEST_DRAIN) > 0) {
            throw new IllegalArgumentException(
                    "Pod %s: the drain deadline must be from 0 to %d s, got %d s"
                            .formatted(name, LONGEST_DRAIN.toSeconds(), drainDeadline.toSeconds()));
        }
        PodRanges.require(name, "wanted nodes", target.nodes(), 0, maxNodes);
    }

    /// A pod with the default weight.
    public PodSpec(
            PodName name,
            String title,
            String description,
            ImageSource image,
            NodeLimits limits,
            int slots,
            int maxNodes,
            int initialNodes,
            int spares,
            Balance balance,
            int port,
            String health,
            Reach network,
            Elasticity elasticity,
            Duration drainDeadline,
            JobProgram job,
            Target target) {
        this(
                name,
                title,
                description,
                image,
                limits,
                slots,
                maxNodes,
                initialNodes,
                spares,
                balance,
                port,
                health,
                network,
                elasticity,
                drainDeadline,
                job,
                target,
                USUAL_WEIGHT,
                Startup.STANDARD);
    }

    /// The default of how long a leaving node may take to finish its jobs: as long as a job may
    /// run.
    public static Duration drainDeadlineFor(JobProgram job) {
        return job.timeout().compareTo(DRAIN_DEADLINE) > 0 ? job.timeout() : DRAIN_DEADLINE;
    }

    /// A fingerprint of the settings whose change requires a new balancer configuration.
    public String balancing() {
        return balancing(balance, health, job.timeout(), job.hold());
    }

    /// The same from its parts; times are in milliseconds, as in the balancer.
    public static String balancing(
            Balance balance, String health, Duration timeout, JobProgram.Hold hold) {
        return String.join(
                "|",
                balance.key(),
                health,
                Long.toString(timeout.toMillis()),
                Integer.toString(hold.most()),
                Long.toString(hold.timeout().toMillis()));
    }

    /// A pod of an image that the Docker host has or can pull, with default settings.
    public static PodSpec ofImage(PodName name, String image) {
        return ofImage(name, image, USUAL_PORT, USUAL_HEALTH, USUAL_LIMITS, JobProgram.USUAL_PATH);
    }

    /// A pod of an image that the Docker host has or can pull, one job at a time on each node; the
    /// owner can set the rest later.
    public static PodSpec ofImage(
            PodName name, String image, int port, String health, NodeLimits limits, String path) {
        return new PodSpec(
                name,
                name.value(),
                "",
                new ImageSource.Reference(image),
                limits,
                1,
                MOST_NODES_AT_FIRST,
                1,
                0,
                Balance.ROUND_ROBIN,
                port,
                health,
                Reach.INTERNAL,
                Elasticity.off(MOST_NODES_AT_FIRST),
                DRAIN_DEADLINE,
                new JobProgram(path, JobProgram.USUAL_TIMEOUT, false, List.of()),
                Target.NONE);
    }

    /// A fingerprint of the parts of the spec that cannot be changed on a running node.
    public String nodeFingerprint() {
        String text = image.describe() + "|" + port + "|" + health;
        if (network != Reach.INTERNAL) {
            text += "|" + network.key();
        }
        return HexFormat.of().toHexDigits(Fnv.hash64(text)).toLowerCase(Locale.ROOT);
    }

    public PodSpec withTarget(Target changed) {
        return with(copy -> copy.target = changed);
    }

    public PodSpec withLimits(NodeLimits changed) {
        return with(copy -> copy.limits = changed);
    }

    public PodSpec withSlots(int changed) {
        return with(copy -> copy.slots = changed);
    }

    /// With another maximum of nodes; a lower one also lowers the elastic bounds and the wanted
    /// count.
    public PodSpec boundedTo(int most) {
        int max = Math.max(1, Math.min(elasticity.max(), most));
        int min = Math.min(elasticity.min(), max);
        int nodes = Math.max(0, Math.min(target.nodes(), most));
        return withElasticity(elasticity.withBounds(min, max))
                .withTarget(target.withNodes(nodes))
                .withMaxNodes(most);
    }

    public PodSpec withMaxNodes(int changed) {
        return with(copy -> copy.maxNodes = changed);
    }

    public PodSpec withSpares(int changed) {
        return with(copy -> copy.spares = changed);
    }

    public PodSpec withBalance(Balance changed) {
        return with(copy -> copy.balance = changed);
    }

    public PodSpec withElasticity(Elasticity changed) {
        return with(copy -> copy.elasticity = changed);
    }

    public PodSpec withDrainDeadline(Duration changed) {
        return with(copy -> copy.drainDeadline = changed);
    }

    public PodSpec withJob(JobProgram changed) {
        return with(copy -> copy.job = changed);
    }

    public PodSpec withWeight(double changed) {
        return with(copy -> copy.weight = changed);
    }

    public PodSpec withStartup(Startup changed) {
        return with(copy -> copy.startup = changed);
    }

    private PodSpec with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new PodSpec(
                name,
                title,
                description,
                image,
                copy.limits,
                copy.slots,
                copy.maxNodes,
                Math.min(initialNodes, copy.maxNodes),
                copy.spares,
                copy.balance,
                port,
                health,
                network,
                copy.elasticity,
                copy.drainDeadline,
                copy.job,
                copy.target,
                copy.weight,
                copy.startup);
    }

    /// A mutable copy of the parts that an owner can change.
    private static final class Copy {
        private NodeLimits limits;
        private int slots;
        private int maxNodes;
        private int spares;
        private Balance balance;
        private Elasticity elasticity;
        private Duration drainDeadline;
        private JobProgram job;
        private Target target;
        private double weight;
        private Startup startup;

        Copy(PodSpec pod) {
            limits = pod.limits;
            slots = pod.slots;
            maxNodes = pod.maxNodes;
            spares = pod.spares;
            balance = pod.balance;
            elasticity = pod.elasticity;
            drainDeadline = pod.drainDeadline;
            job = pod.job;
            target = pod.target;
            weight = pod.weight;
            startup = pod.startup;
        }
    }
}
