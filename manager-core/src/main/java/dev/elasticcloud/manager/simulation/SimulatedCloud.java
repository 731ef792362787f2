package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A container host and a balancer in memory: nodes take a while to start, share the host's
/// processors with each other and their own among their jobs, and can be killed. Nothing leaves the
/// process.
///
/// It follows only its clock, which may be the real one or one set by a test; such a test calls
/// [#advance] afterwards.
public final class SimulatedCloud {

    static final String KIND = "simulated";
    static final String URL = "simulated://balancer";

    private static final double IDLE_MEMORY_MIB = 34;
    private static final double MEMORY_PER_JOB_MIB = 6;
    private static final double MOST_MEMORY_MIB =
            IDLE_MEMORY_MIB + MEMORY_PER_JOB_MIB * PodSpec.MOST_SLOTS;

    /// How long the simulation may go without an update while something runs in it.
    private static final long LONGEST_REST_MILLIS = 1000;

    /// Nodes and jobs use steady time; containers and samples carry wall time.
    final ManagerClock clock;

    final SimulatedTimings timings;
    final SimulatedHost host;
    final HostProcessors processors;
    final SortedMap<NodeName, SimulatedNode> nodes = new TreeMap<>();
    final Set<PodName> images = new TreeSet<>();
    final Set<PodName> networks = new TreeSet<>();
    final SortedMap<PodName, PodSpec> backends = new TreeMap<>();
    final SortedMap<PodName, SimulatedTraffic> traffic = new TreeMap<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    final SortedMap<PodName, String> brokenBuilds = new TreeMap<>();
    final SortedMap<PodName, String> brokenStarts = new TreeMap<>();
    boolean balancerRuns;

    private @Nullable CpuGroup others;
    private long othersBytes;
    private @Nullable Thread attendant;

    public SimulatedCloud(ManagerClock clock, SimulatedTimings timings, SimulatedHost host) {
        this.clock = clock;
        this.timings = timings;
        this.host = host;
        this.processors = new HostProcessors(host.cores(), clock.steady());
    }

    public ContainerRuntime runtime() {
        return new SimulatedRuntime(this);
    }

    public LoadBalancer balancer() {
        return new SimulatedBalancer(this);
    }

    public JobTransport transport() {
        return new SimulatedTransport(this);
    }

    /// Makes every build of a pod's image fail from now on, as with a broken Dockerfile.
    public synchronized void failBuilds(PodName pod, String why) {
        brokenBuilds.put(pod, why);
    }

    /// Makes every start of a pod's nodes fail from now on, as with a broken program.
    public synchronized void failStarts(PodName pod, String why) {
        brokenStarts.put(pod, why);
    }

    /// Makes a pod's builds and starts succeed again.
    public synchronized void mend(PodName pod) {
        brokenBuilds.remove(pod);
        brokenStarts.remove(pod);
    }

    /// Ends a node's main process, as a crash would.
    public synchronized void kill(NodeName name) {
        SimulatedNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("No node " + name + " in the simulation");
        }
        advance();
        end(node, node.container);
    }

    /// Sets how much of the host programs outside this cloud use from now on.
    ///
    /// @param cores how many processors they could keep busy
    public synchronized void occupy(double cores, long bytes) {
        advance();
        if (others != null) {
            processors.cutOff(others);
        }
        others = null;
        if (cores > 0) {
            others = new CpuGroup(cores, Math.max(CpuGroup.SERVING, cores));
            others.add(SimulatedTask.withoutDeadline(Double.MAX_VALUE));
            processors.add(others);
        }
        othersBytes = bytes;
        reclaim();
        notifyAll();
    }

    /// How many containers and networks exist, in this order.
    public synchronized int[] left() {
        return new int[] {nodes.size() + (balancerRuns ? 1 : 0), networks.size()};
    }

    /// Advances time to the clock's reading.
    public synchronized void advance() {
        if (processors.advanceTo(clock.steady())) {
            notifyAll();
        }
        reclaim();
    }

    /// Makes sure that new work also ends when nobody reads the simulation.
    synchronized void attend() {
        if (attendant == null) {
            attendant = Thread.ofVirtual().name("simulation").start(this::goOn);
        }
        notifyAll();
    }

    private synchronized void goOn() {
        try {
            while (processors.nanosToChange() < HostProcessors.NEVER) {
                advance();
                long millis = processors.nanosToChange() / 1_000_000 + 1;
                wait(Math.min(millis, LONGEST_REST_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            attendant = null;
        }
    }

    /// Runs a task at a group; the caller waits for its end without holding the cloud.
    synchronized void begin(CpuGroup group, SimulatedTask task) {
        if (task.endsAt(processors.reached())) {
            return; // there is nothing to do
        }
        group.add(task);
        processors.add(group);
        reclaim();
        attend();
    }

    static double memoryOf(SimulatedNode node) {
        return node.exited()
                ? 0
                : (IDLE_MEMORY_MIB + MEMORY_PER_JOB_MIB * node.running()) * NodeLimits.MIB;
    }

    /// Memory that programs could still get; below 0 while it is overdrawn.
    long availableBytes() {
        double used = nodes.values().stream().mapToDouble(SimulatedCloud::memoryOf).sum();
        return host.memoryBytes() - othersBytes - (long) used;
    }

    /// Kills the nodes with the most memory until usage fits, as a kernel does.
    private void reclaim() {
        double most = nodes.size() * MOST_MEMORY_MIB * NodeLimits.MIB;
        if (most < host.memoryBytes() - othersBytes) {
            return; // the usual case on a large host, without checking each node
        }
        while (availableBytes() < 0) {
            SimulatedNode largest =
                    nodes.values().stream()
                            .filter(node -> !node.exited())
                            .max(Comparator.comparingDouble(SimulatedCloud::memoryOf))
                            .orElse(null);
            if (largest == null) {
                return;
            }
            end(largest, largest.container.withOutOfMemory());
        }
    }

    private void end(SimulatedNode node, NodeContainer as) {
        node.container = as.withState(NodeContainer.State.EXITED);
        processors.cutOff(node.processor);
        notifyAll();
        changed();
    }

    /// The balancer's counts for a pod.
    SimulatedTraffic traffic(PodName pod) {
        return traffic.computeIfAbsent(pod, name -> new SimulatedTraffic());
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }
}
