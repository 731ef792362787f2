package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What spreads requests over the nodes of each pod.
///
/// Every method may block, never for long; each fails with [PortException]. All are idempotent.
public interface LoadBalancer extends AutoCloseable {

    /// What the running balancer has, read afresh. A balancer that does not run is an answer, not
    /// a failure.
    State observe();

    /// What the balancer holds.
    ///
    /// @param host how busy the balancer's machine is; empty while it cannot be read
    /// @param traffic pods that have a backend and whose nodes the balancer can reach
    record State(
            BalancerHealth health,
            List<BalancerServer> servers,
            List<PodTraffic> traffic,
            Optional<HostLoad> host) {
        public State {
            servers = List.copyOf(servers);
            traffic = List.copyOf(traffic);
        }
    }

    /// How many requests wait for a free slot, of all pods together; the cheapest question there is.
    int waiting();

    /// Starts the balancer if it does not run, and sees to it that exactly these pods have a
    /// backend, with their way to balance. Servers known to serve stay in rotation throughout.
    void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers);

    /// Makes a node known, probed but without requests; a known one is brought into that mode.
    void probe(PodSpec pod, NodeContainer node);

    /// Has a node that serves nobody yet answer one request; fails when it does not answer well.
    ///
    /// @param path with the query
    void request(PodSpec pod, NodeContainer node, String path);

    /// Gives a known node requests.
    void route(PodName pod, NodeName node);

    /// Gives a node no new requests; running ones finish.
    void drain(PodName pod, NodeName node);

    /// Gives a node nothing, probes included; what still runs on it is cut off.
    void maintain(PodName pod, NodeName node);

    /// Forgets a node; fails while it still works on requests.
    void remove(PodName pod, NodeName node);

    void setSlots(PodName pod, NodeName node, int slots);

    /// Ends the balancer itself; used when the cloud is shut down, not when the manager closes.
    void shutDown();

    /// The exchanges with the balancer so far.
    Timings calls();

    /// Lets go of the balancer, which runs on.
    @Override
    void close();
}
