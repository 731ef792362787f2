package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.scale.trial.HostTrial;
import dev.elasticcloud.manager.scale.trial.Replay;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Answers what-if requests: loads a pod's history, and its neighbours' if the request changes the
/// host, and replays it with other settings.
final class WhatIfReplayer {

    private final BiFunction<PodName, HistoryRange, PodHistory> history;

    WhatIfReplayer(BiFunction<PodName, HistoryRange, PodHistory> history) {
        this.history = history;
    }

    WhatIf answer(CloudSnapshot now, HostPolicy policy, PodName name, WhatIf.Question question) {
        PodStatus pod =
                now.pod(name).orElseThrow(() -> CloudException.noPod(name, now.pods().keySet()));
        PodHistory past = history.apply(name, question.range());
        if (past.points().size() < 2) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "No history for pod %s from %s to %s: choose a range in which it ran"
                            .formatted(name, question.range().from(), question.range().to()));
        }
        Duration asked = question.provisioning();
        Duration provisioning = asked == null ? pod.provisioning() : asked;
        Thread asking = Thread.currentThread();
        return Replay.of(
                pod.spec(),
                past,
                question.elasticity(),
                provisioning,
                hosts(now, policy, name, question),
                asking::isInterrupted);
    }

    /// The actual host, the host asked about, and how much of it the other pods used.
    private @Nullable HostTrial hosts(
            CloudSnapshot now, HostPolicy policy, PodName pod, WhatIf.Question question) {
        WhatIf.Host asked = question.host();
        if (asked == null) {
            return null;
        }
        List<HostTrial.Neighbour> neighbours =
                now.pods().values().stream()
                        .filter(other -> !other.name().equals(pod))
                        .map(
                                other ->
                                        new HostTrial.Neighbour(
                                                other.spec(),
                                                history.apply(other.name(), question.range())))
                        .toList();
        WhatIf.Host there = there(now, policy);
        return new HostTrial(there, asked.orElse(there), reserve(now, policy), neighbours);
    }

    /// The hosts as the runtime reports them, or the engine's own host while that is unknown.
    private static WhatIf.Host there(CloudSnapshot now, HostPolicy policy) {
        List<HostStatus> hosts = now.hosts();
        double cores =
                hosts.isEmpty()
                        ? now.engine().cpus()
                        : hosts.stream().mapToDouble(HostStatus::cores).sum();
        long bytes =
                hosts.isEmpty()
                        ? now.engine().memoryBytes()
                        : hosts.stream().mapToLong(HostStatus::memoryBytes).sum();
        return new WhatIf.Host(
                OptionalDouble.of(cores > 0 ? cores : 1),
                OptionalLong.of(bytes > 0 ? bytes : Long.MAX_VALUE / 2),
                OptionalDouble.of(policy.overcommit()));
    }

    private static long reserve(CloudSnapshot now, HostPolicy policy) {
        List<HostStatus> hosts = now.hosts();
        return hosts.isEmpty()
                ? policy.reserveBytes()
                : hosts.stream().mapToLong(h -> h.memoryBytes() - h.promisableBytes()).sum();
    }
}
