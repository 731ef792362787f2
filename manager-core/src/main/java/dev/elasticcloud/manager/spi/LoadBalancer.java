package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Spreads requests over the nodes of each pod.
///
/// Every method may block, but never for long, and fails with a [PortException]. All are idempotent.
public interface LoadBalancer extends AutoCloseable {

    /// Reads what the running balancer has. A balancer that does not run is a result, not a failure.
    State observe();

    /// The balancer's state.
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

    /// The balancer's statistics and configuration, for display.
    BalancerReport report();

    /// How many requests of all pods together wait for a free slot; the cheapest query there is.
    int waiting();

    /// Starts the balancer if it does not run, and gives exactly these pods a backend, balanced as
    /// they specify. Servers known to be serving stay in rotation throughout.
    void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers);

    /// Adds a node that is probed but gets no requests; a known one is put into that mode.
    void probe(PodSpec pod, NodeContainer node);

    /// Sends one request to a node that is not in rotation; fails unless the answer is good.
    ///
    /// @param path with the query
    void request(PodSpec pod, NodeContainer node, String path);

    /// Puts a known node into rotation.
    void route(PodName pod, NodeName node);

    /// Gives a node no new requests; running ones finish.
    void drain(PodName pod, NodeName node);

    /// Puts a node into maintenance: no requests and no probes, and requests still running are cut
    /// off.
    void maintain(PodName pod, NodeName node);

    /// Removes a node; fails while it still works on requests.
    void remove(PodName pod, NodeName node);

    void setSlots(PodName pod, NodeName node, int slots);

    /// Ends the balancer itself, for a cloud that is shut down; closing the manager does not.
    void shutDown();

    /// Timings of the exchanges with the balancer so far.
    Timings calls();

    /// Releases this manager's connections; the balancer runs on.
    @Override
    void close();
}
