package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A balancer that reports what a test sets, and does nothing.
class FakeBalancer implements LoadBalancer {

    /// A permit for each time the number of waiting requests was read.
    final Semaphore asked = new Semaphore(0);

    volatile Observation shown;

    /// What it reports instead of the observation's servers.
    volatile @Nullable List<BalancerServer> servers;

    private volatile @Nullable String unreachable;

    FakeBalancer(Observation shown) {
        this.shown = shown;
    }

    /// From now on it does not answer.
    void fail(String why) {
        unreachable = why;
    }

    void recover() {
        unreachable = null;
    }

    @Override
    public State observe() {
        String why = unreachable;
        if (why != null) {
            throw PortException.unreachable(why, null);
        }
        Observation now = shown;
        List<BalancerServer> instead = servers;
        return new State(
                now.balancer(),
                instead == null ? List.copyOf(now.servers().values()) : instead,
                List.copyOf(now.traffic().values()),
                Optional.empty());
    }

    @Override
    public int waiting() {
        asked.release();
        return 0;
    }

    @Override
    public void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers) {}

    @Override
    public void probe(PodSpec pod, NodeContainer node) {}

    @Override
    public void request(PodSpec pod, NodeContainer node, String path) {}

    @Override
    public void route(PodName pod, NodeName node) {}

    @Override
    public void drain(PodName pod, NodeName node) {}

    @Override
    public void maintain(PodName pod, NodeName node) {}

    @Override
    public void remove(PodName pod, NodeName node) {}

    @Override
    public void setSlots(PodName pod, NodeName node, int slots) {}

    @Override
    public void shutDown() {}

    @Override
    public BalancerReport report() {
        return BalancerReport.NONE;
    }

    @Override
    public Timings calls() {
        return Timings.NONE;
    }

    @Override
    public void close() {}
}
