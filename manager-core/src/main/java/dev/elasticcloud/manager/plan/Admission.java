package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.NodeView;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Admits every reservation of CPU and memory within one plan: nothing is reserved twice, and
/// nodes that do not fit are pending. If no hosts are known, everything fits.
final class Admission {

    /// The most nodes that start at once on a host of any size.
    private static final int MOST_STARTS = 4;

    private final Map<HostName, HostView> hosts;

    /// Each host's capacity for starts, as measured before this plan.
    private final Map<HostName, Double> coresForStarts = new TreeMap<>();

    private final boolean jobsRun;
    private final Map<PodName, Pending> pending = new TreeMap<>();

    Admission(CloudView cloud) {
        this.hosts = new TreeMap<>(cloud.bounds());
        hosts.forEach((name, host) -> coresForStarts.put(name, host.coresForStarts()));
        this.jobsRun = cloud.busyNodes() > 0;
    }

    /// The result of a request to start a node.
    enum Answer {
        /// It may start now.
        ADMITTED,
        /// It fits, but waits until other starting nodes have started.
        PACED,
        /// It does not fit any host.
        PENDING
    }

    /// Reserves room for a new node. As many nodes may start at once as the host has idle
    /// processors, but always at least one: a start takes processor time from serving nodes.
    Answer start(PodSpec pod, int wanted) {
        if (hosts.isEmpty()) {
            return Answer.ADMITTED;
        }
        HostView best = roomiest(pod.limits());
        if (best == null) {
            pend(pod, wanted, host -> host.lacks(pod.limits()));
            return Answer.PENDING;
        }
        if (!mayStartAnother(best)) {
            return Answer.PACED;
        }
        take(best, pod.name(), pod.limits().cpus(), pod.limits().memoryBytes(), true);
        return Answer.ADMITTED;
    }

    /// Reserves room for a new spare. It uses no processors once frozen, so only its memory must
    /// fit; it starts alone, and not on a busy host while jobs run.
    Answer startSpare(PodSpec pod) {
        if (hosts.isEmpty()) {
            return Answer.ADMITTED;
        }
        HostView best =
                hosts.values().stream()
                        .filter(h -> h.lacksMemory(pod.limits()).isEmpty())
                        .max(Comparator.comparingLong(HostView::bytesLeft))
                        .orElse(null);
        if (best == null) {
            pend(pod, 1, host -> "a spare " + host.lacksMemory(pod.limits()));
            return Answer.PENDING;
        }
        if (best.starts().nodes() > 0 || best.saturated() && jobsRun) {
            return Answer.PACED;
        }
        take(best, pod.name(), 0, pod.limits().memoryBytes(), true);
        return Answer.ADMITTED;
    }

    /// Reserves processors for a spare about to be unfrozen; its memory is already reserved.
    boolean thaw(PodSpec pod, NodeView spare, int wanted) {
        HostView host = hostOf(spare);
        if (host == null) {
            return true;
        }
        if (host.roomToThaw(spare.requireContainer().limits()) == 0) {
            pend(pod, wanted, h -> h.lacksCpu(pod.limits()));
            return false;
        }
        take(host, pod.name(), spare.requireContainer().limits().cpus(), 0, false);
        return true;
    }

    /// Reserves the growth of a node's limits; a reduction becomes free once it has been applied.
    boolean change(PodSpec pod, NodeView node) {
        HostView host = hostOf(node);
        if (host == null) {
            return true;
        }
        NodeLimits now = node.requireContainer().limits();
        double cpus = Math.max(0, pod.limits().cpus() - now.cpus());
        long bytes = Math.max(0, pod.limits().memoryBytes() - now.memoryBytes());
        boolean frozen = node.requireContainer().frozen();
        if (bytes > 0 && bytes > host.bytesLeft()) {
            pend(
                    pod,
                    1,
                    h ->
                            "limits of %d MB do not fit: %d MB more of %d MB left"
                                    .formatted(
                                            pod.limits().memoryMib(),
                                            bytes / NodeLimits.MIB,
                                            Math.max(0, h.bytesLeft()) / NodeLimits.MIB));
            return false;
        }
        take(host, pod.name(), frozen ? 0 : cpus, bytes, false);
        return true;
    }

    Map<PodName, Pending> pending() {
        return pending;
    }

    /// One start may always be under way, and another while those use less than there is for starts.
    private boolean mayStartAnother(HostView host) {
        HostView.Starts now = host.starts();
        double cores = coresForStarts.getOrDefault(host.name(), 0.0);
        return now.nodes() == 0 || now.nodes() < MOST_STARTS && now.cores() < cores;
    }

    private @Nullable HostView roomiest(NodeLimits limits) {
        return hosts.values().stream()
                .filter(h -> h.room(limits) > 0)
                .max(Comparator.comparingInt(h -> h.room(limits)))
                .orElse(null);
    }

    private @Nullable HostView hostOf(NodeView node) {
        HostView known = hosts.get(node.requireContainer().host());
        return known != null || hosts.isEmpty() ? known : hosts.values().iterator().next();
    }

    private void take(HostView host, PodName pod, double cpus, long bytes, boolean starts) {
        hosts.put(host.name(), host.with(pod, cpus, bytes, starts));
    }

    private void pend(PodSpec pod, int nodes, Function<HostView, String> lacks) {
        HostView largest =
                hosts.values().stream()
                        .max(Comparator.comparingDouble(HostView::cpusLeft))
                        .orElseThrow();
        pending.putIfAbsent(pod.name(), new Pending(nodes, "host full: " + lacks.apply(largest)));
    }
}
