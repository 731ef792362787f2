package dev.elasticcloud.manager.scale.trial;

import org.jspecify.annotations.Nullable;

/// Models a pod's work as a fluid queue: in each second the serving nodes do the arriving and the
/// queued work, up to their capacity and their host's; the rest waits, first come, first served.
final class FluidQueue {

    private static final double PATIENCE_SECONDS = 1;

    private final RecordedLoad load;
    private final double nodeCpus;
    private final @Nullable TrialHost host;
    private final ElasticityMeter meter = new ElasticityMeter();
    private double waiting;
    private double occupied;
    private double done;
    private double doneInAll;
    private double reach;
    private double work;
    private double late;
    private long nodeSeconds;

    /// @param nodeCpus processor limit of a node
    FluidQueue(RecordedLoad load, double nodeCpus, @Nullable TrialHost host) {
        this.load = load;
        this.nodeCpus = nodeCpus;
        this.host = host;
    }

    void pass(int second, int serving) {
        double came = load.nodes()[second];
        reach = reach(second, serving);
        work += came;
        late += waiting > reach * PATIENCE_SECONDS ? came : 0;
        occupied = Math.min(waiting + came, serving);
        done = Math.min(waiting + came, reach);
        doneInAll += done;
        waiting += came - done;
        meter.add(load.demand(second), (int) Math.floor(reach + 1e-9), 1);
        nodeSeconds += serving;
    }

    /// The nodes' worth of work that can be done in a second.
    private double reach(int second, int serving) {
        return host == null
                ? serving
                : Math.min(serving, host.freeCores(second) / (nodeCpus * load.busyShare()));
    }

    /// Nodes' worth of work done in the last second.
    double done() {
        return done;
    }

    double doneInAll() {
        return doneInAll;
    }

    /// Nodes whose slots were in use in the last second.
    double occupied() {
        return occupied;
    }

    /// Nodes' worth of work for which no slot was free.
    double queued() {
        return waiting - (occupied - done);
    }

    /// Whether the host, not the nodes, limited the work in the last second.
    boolean isShortOfProcessors() {
        return occupied > reach + 1e-9;
    }

    /// Processors' worth used in the last second.
    double busyCores() {
        return done * nodeCpus * load.busyShare();
    }

    PolicyTrial.Outcome outcome(int actions, int[] supply) {
        return new PolicyTrial.Outcome(
                meter.result(), nodeSeconds / 3600.0, actions, work == 0 ? 0 : late / work, supply);
    }
}
