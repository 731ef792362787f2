package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import java.time.Instant;

/// Refuses changes that no host could ever carry: a node larger than the largest host, and limits
/// that the existing nodes could not all have. A change that merely does not fit right now makes
/// nodes pending instead.
public final class CapacityCheck {

    private CapacityCheck() {}

    /// @throws CloudException with [ErrorCode#CONFLICT] and the figures
    public static void check(CloudSpec before, CloudSpec after, Observation seen) {
        CloudView cloud = CloudView.of(after, seen, Instant.EPOCH);
        if (cloud.bounds().isEmpty()) {
            return;
        }
        for (PodSpec pod : after.pods().values()) {
            PodSpec known = before.pods().get(pod.name());
            boolean begins =
                    pod.target().initialised() && (known == null || !known.target().initialised());
            boolean resized = known != null && !known.limits().equals(pod.limits());
            if (begins || resized && pod.target().initialised()) {
                fitsSomewhere(pod, cloud);
            }
            if (resized) {
                fitsAll(pod, cloud);
            }
        }
    }

    private static void fitsSomewhere(PodSpec pod, CloudView cloud) {
        NodeLimits limits = pod.limits();
        boolean fits =
                cloud.bounds().values().stream()
                        .anyMatch(
                                h ->
                                        limits.cpus() <= h.promisableCpus() + 1e-6
                                                && limits.memoryBytes() <= h.promisableBytes());
        if (!fits) {
            HostView host = cloud.bounds().values().iterator().next();
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "No host can carry a node of %s: it needs %.2f CPU and %d MB, and %s has %.2f CPU and %d MB for nodes. Lower the pod's limits, or raise the overcommit or lower the reserve"
                            .formatted(
                                    pod.name(),
                                    limits.cpus(),
                                    limits.memoryMib(),
                                    host.name(),
                                    host.promisableCpus(),
                                    host.promisableBytes() / NodeLimits.MIB));
        }
    }

    /// The memory of nodes that exist is changed in place, so it must fit for all of them.
    private static void fitsAll(PodSpec pod, CloudView cloud) {
        long more =
                cloud.pod(pod.name()).nodes().stream()
                        .filter(n -> n.container() != null)
                        .mapToLong(
                                n ->
                                        Math.max(
                                                0,
                                                pod.limits().memoryBytes()
                                                        - n.requireContainer()
                                                                .limits()
                                                                .memoryBytes()))
                        .sum();
        long left = cloud.bounds().values().stream().mapToLong(HostView::bytesLeft).sum();
        if (more > 0 && more > left) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "The nodes of %s cannot all have %d MB: that takes %d MB more, and %d MB are left. Lower the limit, or remove nodes first"
                            .formatted(
                                    pod.name(),
                                    pod.limits().memoryMib(),
                                    more / NodeLimits.MIB,
                                    Math.max(0, left) / NodeLimits.MIB));
        }
    }
}
