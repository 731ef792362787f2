package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/// A container host and a balancer in memory: nodes take a while to start, share their CPU among
/// their jobs, and can be killed. Nothing leaves the process.
public final class SimulatedCloud {

    static final String KIND = "simulated";
    static final String URL = "simulated://balancer";

    /// What nodes and jobs do takes steady time; containers and samples carry the time of day.
    final ManagerClock clock;

    final SimulatedTimings timings;
    final SortedMap<NodeName, SimulatedNode> nodes = new TreeMap<>();
    final Set<PodName> images = new TreeSet<>();
    final Set<PodName> networks = new TreeSet<>();
    final SortedMap<PodName, PodSpec> backends = new TreeMap<>();
    final SortedMap<PodName, Integer> queued = new TreeMap<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    boolean balancerRuns;

    public SimulatedCloud(ManagerClock clock, SimulatedTimings timings) {
        this.clock = clock;
        this.timings = timings;
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

    /// Ends a node's main process, as a crash would.
    public void kill(NodeName name) {
        synchronized (this) {
            SimulatedNode node = nodes.get(name);
            if (node == null) {
                throw new IllegalArgumentException("No node " + name + " in the simulation");
            }
            node.container = node.container.withState(NodeContainer.State.EXITED);
            notifyAll();
        }
        changed();
    }

    /// How many containers and networks exist, in this order.
    public synchronized int[] left() {
        return new int[] {nodes.size() + (balancerRuns ? 1 : 0), networks.size()};
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }
}
