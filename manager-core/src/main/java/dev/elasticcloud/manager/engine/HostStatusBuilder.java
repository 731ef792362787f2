package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Describes each host for display: its capacity, what is promised, and who uses it. Capacity that
/// is neither free nor used by this cloud's nodes is used by others: the engine, the balancer, the
/// manager and unrelated programs. Pure.
final class HostStatusBuilder {

    private final CloudView cloud;
    private final Map<NodeName, NodeUsage> usage;

    /// @param usage the latest sample of each node, where there is one
    HostStatusBuilder(CloudView cloud, Map<NodeName, NodeUsage> usage) {
        this.cloud = cloud;
        this.usage = usage;
    }

    List<HostStatus> hosts() {
        return cloud.hosts().values().stream().map(this::status).toList();
    }

    private HostStatus status(HostView host) {
        List<HostStatus.Share> shares = new ArrayList<>();
        double ourCpus = 0;
        long ourBytes = 0;
        for (PodView pod : cloud.pods().values()) {
            Used used = used(host, pod);
            ourCpus += used.cpus();
            ourBytes += used.bytes();
            HostView.Promise promise =
                    host.promised().getOrDefault(pod.name(), HostView.Promise.NONE);
            if (promise.nodes() > 0 || pod.spec().target().initialised()) {
                shares.add(share(host, pod, promise, used));
            }
        }
        HostReading reading = host.reading();
        OptionalDouble busy = reading.busyCores();
        OptionalLong available = reading.availableBytes();
        return new HostStatus(
                host.name(),
                reading.cores(),
                reading.memoryBytes(),
                host.promisableCpus(),
                host.promisableBytes(),
                shares,
                busy.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.max(0, busy.getAsDouble() - ourCpus)),
                busy.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(host.freeCores()),
                available.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                Math.max(
                                        0,
                                        reading.memoryBytes() - available.getAsLong() - ourBytes)),
                available,
                reading.cpuPressure(),
                host.saturated());
    }

    /// What a pod's nodes use on a host; nodes without a sample count as 0.
    private record Used(double cpus, long bytes, int sampled) {}

    private Used used(HostView host, PodView pod) {
        double cpus = 0;
        long bytes = 0;
        int sampled = 0;
        for (NodeView node : pod.nodes()) {
            NodeUsage sample = usage.get(node.node());
            if (sample != null && node.container() != null && host.equals(cloud.hostOf(node))) {
                cpus +=
                        node.container().running()
                                ? sample.cpuShare() * node.container().limits().cpus()
                                : 0;
                bytes += sample.memoryBytes();
                sampled++;
            }
        }
        return new Used(cpus, bytes, sampled);
    }

    private static HostStatus.Share share(
            HostView host, PodView pod, HostView.Promise promise, Used used) {
        PodName name = pod.name();
        boolean known = used.sampled() > 0 || promise.nodes() == 0;
        return new HostStatus.Share(
                name,
                promise.nodes(),
                promise.cpus(),
                promise.bytes(),
                known ? OptionalDouble.of(used.cpus()) : OptionalDouble.empty(),
                known ? OptionalLong.of(used.bytes()) : OptionalLong.empty(),
                host.room(pod.spec().limits()));
    }
}
