package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One machine in this round: what may be promised, and what is promised to each pod's nodes.
/// Memory is promised to every container that exists or is being created, including frozen ones;
/// processors to those that are not frozen.
///
/// @param reading the host's capacity and load
/// @param policy how much of it may be promised
/// @param setAsideBytes memory set aside for the cloud's own parts
/// @param promised the promises by pod
/// @param starts starting nodes
public record HostView(
        HostReading reading,
        HostPolicy policy,
        long setAsideBytes,
        SortedMap<PodName, Promise> promised,
        Starts starts) {

    /// Share of a host's processors (0 to 1) from which it counts as fully used.
    private static final double FULL = 0.95;

    /// Limits have two decimals; their floating-point sums are slightly inexact.
    private static final double ROUNDING = 1e-6;

    public HostView {
        promised = Collections.unmodifiableSortedMap(new TreeMap<>(promised));
    }

    /// Processors that may be promised as limits.
    public double promisableCpus() {
        return reading.cores() * policy.overcommit();
    }

    /// Memory that may be promised as limits.
    public long promisableBytes() {
        return Math.max(0, reading.memoryBytes() - policy.reserveBytes() - setAsideBytes);
    }

    /// Whether programs outside the cloud have left less memory than the reserve.
    public boolean shortOfMemory() {
        return reading.availableBytes().isPresent()
                && reading.availableBytes().getAsLong() < policy.reserveBytes();
    }

    /// The promises to one pod's nodes.
    public record Promise(int nodes, double cpus, long bytes) {
        public static final Promise NONE = new Promise(0, 0, 0);

        public Promise plus(double moreCpus, long moreBytes) {
            return new Promise(nodes + 1, cpus + moreCpus, bytes + moreBytes);
        }
    }

    /// Nodes that are starting, and the cost of starts.
    ///
    /// @param cores the most that the starting ones can use together: a core each while the engine
    ///     creates the container, and afterwards at most the node's limit
    /// @param used what starts, under way or just over, are taken to have used of the host's
    ///     processors over the time that its load is averaged over
    /// @param bytes the memory limits of the starting ones, which use little of it yet
    public record Starts(int nodes, double cores, double used, long bytes) {
        public static final Starts NONE = new Starts(0, 0, 0, 0);

        /// While its container is being created, the engine works on it.
        public static final double CORES_TO_MAKE = 1;

        /// A node whose container does not exist yet. When it began is not known; a start so young
        /// has used little.
        public static final Starts JUST_BEGUN = new Starts(1, CORES_TO_MAKE, 0.15, 0);

        /// A node that is started now.
        static final Starts BEGINNING = new Starts(1, CORES_TO_MAKE, 0, 0);

        public Starts plus(Starts more) {
            return new Starts(
                    nodes + more.nodes, cores + more.cores, used + more.used, bytes + more.bytes);
        }

        Starts holding(long memory) {
            return new Starts(nodes, cores, used, memory);
        }
    }

    public HostName name() {
        return reading.name();
    }

    public double cpusLeft() {
        return promisableCpus() - promised.values().stream().mapToDouble(Promise::cpus).sum();
    }

    public long bytesLeft() {
        return promisableBytes() - promised.values().stream().mapToLong(Promise::bytes).sum();
    }

    /// Whether the processors are almost fully used.
    public boolean saturated() {
        return reading.busyCores().isPresent()
                && reading.busyCores().getAsDouble() >= FULL * reading.cores();
    }

    /// Idle processors' worth; all of them while unknown.
    public double freeCores() {
        return Math.max(0, reading.cores() - reading.busyCores().orElse(0));
    }

    /// Processors' worth that is idle or was used only by starts.
    public double coresForStarts() {
        return freeCores() + Math.min(starts.used(), reading.busyCores().orElse(0));
    }

    /// How many more nodes of these limits fit.
    public int room(NodeLimits limits) {
        return shortOfMemory() ? 0 : Math.min(roomToThaw(limits), memoryRoom(limits));
    }

    /// How many frozen nodes of these limits, whose memory is already promised, could be unfrozen.
    public int roomToThaw(NodeLimits limits) {
        return (int) Math.max(0, Math.floor(cpusLeft() / limits.cpus() + ROUNDING));
    }

    private int memoryRoom(NodeLimits limits) {
        long left = Math.min(bytesLeft(), freeBytes());
        return (int) Math.max(0, left / limits.memoryBytes());
    }

    /// Memory that no program uses and no starting node will, besides the reserve. Others' programs
    /// may use much of what is promised to nobody.
    private long freeBytes() {
        return reading.availableBytes().isPresent()
                ? reading.availableBytes().getAsLong() - policy.reserveBytes() - starts.bytes()
                : Long.MAX_VALUE;
    }

    /// Memory for this cloud's nodes: what may be promised, or what they hold and what is free,
    /// where others' programs have left less than that.
    public long bytesForNodes() {
        long held = promised.values().stream().mapToLong(Promise::bytes).sum();
        long free = Math.max(0, freeBytes());
        return free >= promisableBytes() - held ? promisableBytes() : held + free;
    }

    /// What one more node of these limits lacks; empty when it fits.
    public String lacks(NodeLimits limits) {
        String cpu = lacksCpu(limits);
        return cpu.isEmpty() ? lacksMemory(limits) : cpu;
    }

    /// What memory one more node of these limits lacks; empty when it fits.
    public String lacksMemory(NodeLimits limits) {
        if (bytesLeft() < limits.memoryBytes()) {
            return "needs %d MB; %d of %d MB left%s"
                    .formatted(
                            limits.memoryMib(),
                            Math.max(0, bytesLeft()) / NodeLimits.MIB,
                            promisableBytes() / NodeLimits.MIB,
                            holders(p -> p.bytes() / NodeLimits.MIB + " MB"));
        }
        if (shortOfMemory()) {
            return memoryShortage();
        }
        return memoryRoom(limits) > 0
                ? ""
                : "needs %d MB; only %d of %d MB are free besides the reserve of %d MB"
                        .formatted(
                                limits.memoryMib(),
                                freeBytes() / NodeLimits.MIB,
                                reading.memoryBytes() / NodeLimits.MIB,
                                policy.reserveBytes() / NodeLimits.MIB);
    }

    /// How much memory is left, where that is less than the reserve.
    public String memoryShortage() {
        return "only %d MB of memory are free, less than the reserve of %d MB"
                .formatted(
                        reading.availableBytes().orElse(0) / NodeLimits.MIB,
                        policy.reserveBytes() / NodeLimits.MIB);
    }

    /// What one more unfrozen node of these limits lacks; empty when it fits.
    public String lacksCpu(NodeLimits limits) {
        return roomToThaw(limits) > 0
                ? ""
                : "needs %s CPU; %s of %s left%s"
                        .formatted(
                                number(limits.cpus()),
                                number(Math.max(0, cpusLeft())),
                                number(promisableCpus()),
                                holders(p -> number(p.cpus())));
    }

    /// The same host after one more promise to a pod.
    public HostView with(PodName pod, double cpus, long bytes, boolean starting) {
        SortedMap<PodName, Promise> more = new TreeMap<>(promised);
        Promise one = Promise.NONE.plus(cpus, bytes);
        more.merge(pod, one, (all, added) -> all.plus(cpus, bytes));
        Starts begun = starting ? starts.plus(Starts.BEGINNING.holding(bytes)) : starts;
        return new HostView(reading, policy, setAsideBytes, more, begun);
    }

    private String holders(Function<Promise, String> figure) {
        StringBuilder text = new StringBuilder();
        promised.forEach(
                (pod, promise) ->
                        text.append(text.isEmpty() ? ": " + pod + " holds " : ", " + pod + " ")
                                .append(figure.apply(promise)));
        return text.toString();
    }

    private static String number(double value) {
        String two = String.format(Locale.ROOT, "%.2f", value);
        return two.replaceAll("0$", "");
    }
}
