package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.record.HostClaims.Claim;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.Evaluation;
import dev.elasticcloud.manager.scale.HostShares;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fits each pod's demand to the capacity of the hosts: shares a full host fairly, reclaims nodes
/// from a pod over its share when another's jobs wait, and lets a pod under its share grow on a
/// busy host. Remembers each pod's recent demand. Owned by the loop's thread.
final class HostArbiter {

    /// How long a pod's demand counts after its last peak, so that a gap between two short jobs
    /// costs it no nodes.
    private static final Duration GAP = Duration.ofSeconds(2);

    private static final double ROUNDING = 1e-6;

    private final Map<PodName, Demand> asked = new HashMap<>();

    /// When jobs of a pod last waited for a slot.
    private final Map<PodName, Instant> waited = new HashMap<>();

    /// The number of nodes that a pod demanded, and when.
    private record Demand(int nodes, Instant at) {

        static Demand later(Demand before, Demand now) {
            boolean holds = now.at().isBefore(before.at().plus(GAP));
            return holds && before.nodes() > now.nodes() ? before : now;
        }
    }

    /// Evaluations limited to the pods' shares.
    ///
    /// @param claims what the shares were computed from; absent if the hosts are unknown
    record Fitted(Map<PodName, Evaluation> evaluations, @Nullable HostClaims claims) {}

    /// @param evaluated the pods that were evaluated this round, before they share anything
    Fitted fitted(CloudView cloud, Map<PodName, Evaluation> evaluated) {
        remember(evaluated, cloud);
        if (cloud.bounds().isEmpty() || evaluated.isEmpty()) {
            return new Fitted(evaluated, null);
        }
        HostClaims claims = claims(cloud, evaluated);
        HostShares shares = new HostShares(claims);
        Map<PodName, Evaluation> fitted = new HashMap<>();
        evaluated.forEach((pod, evaluation) -> fitted.put(pod, shares.fit(pod, evaluation)));
        return new Fitted(fitted, claims);
    }

    private void remember(Map<PodName, Evaluation> evaluated, CloudView cloud) {
        asked.keySet().retainAll(cloud.pods().keySet());
        waited.keySet().retainAll(cloud.pods().keySet());
        evaluated.forEach(
                (pod, evaluation) -> {
                    Demand now = new Demand(demand(evaluation), cloud.now());
                    asked.merge(pod, now, Demand::later);
                    if (evaluation.decision().inputs().queued() > 0) {
                        waited.put(pod, cloud.now());
                    }
                });
    }

    /// A pod's demand. A full or busy host does not reduce it; a brake that finds that more nodes
    /// would not help does.
    private static int demand(Evaluation evaluation) {
        boolean heldByHost =
                evaluation.decision().brakes().stream()
                        .anyMatch(
                                b ->
                                        b.kind() == Decision.Brake.Kind.SATURATED
                                                || b.kind() == Decision.Brake.Kind.HOST_FULL);
        return heldByHost ? evaluation.asked() : Math.min(evaluation.asked(), evaluation.wanted());
    }

    private HostClaims claims(CloudView cloud, Map<PodName, Evaluation> evaluated) {
        double cpus = 0;
        long bytes = 0;
        for (HostView host : cloud.bounds().values()) {
            cpus += host.promisableCpus();
            bytes += host.bytesForNodes();
        }
        for (PodView pod : cloud.pods().values()) {
            if (pod.spec().target().initialised()) {
                bytes -= pod.spec().spares() * pod.spec().limits().memoryBytes();
            }
        }
        List<PodSpec> running =
                cloud.pods().values().stream()
                        .map(PodView::spec)
                        .filter(spec -> spec.target().initialised() && !spec.target().allPaused())
                        .toList();
        double weights = running.stream().mapToDouble(PodSpec::weight).sum();
        List<Claim> claims = new ArrayList<>();
        for (PodSpec spec : running) {
            double part = spec.weight() / weights;
            double byCpu = part * cpus / spec.limits().cpus();
            double byMemory = part * Math.max(0, bytes) / spec.limits().memoryBytes();
            int share = (int) Math.floor(Math.min(byCpu, byMemory) + ROUNDING);
            claims.add(claim(spec, share, evaluated, cloud.now()));
        }
        return new HostClaims(cpus, Math.max(0, bytes), claims);
    }

    /// A pod whose jobs all run demands no more than it has, or than its own share of the hosts by
    /// weight: more nodes would only make its jobs faster, and must not cost another pod nodes that
    /// its jobs wait for. It may still take what is free.
    private Claim claim(PodSpec spec, int share, Map<PodName, Evaluation> evaluated, Instant at) {
        int now = spec.target().nodes();
        NodeLimits limits = spec.limits();
        if (!spec.elasticity().enabled()) {
            return new Claim(spec.name(), spec.weight(), limits, now, now, now, now);
        }
        int most = Math.min(spec.maxNodes(), spec.elasticity().max());
        int least = Math.min(spec.elasticity().min(), most);
        Evaluation evaluation = evaluated.get(spec.name());
        Demand last = asked.get(spec.name());
        Instant lastWaited = waited.get(spec.name());
        boolean waits = lastWaited != null && at.isBefore(lastWaited.plus(GAP));
        int asks = last == null ? now : last.nodes();
        int demand = Math.clamp(waits ? asks : Math.min(asks, Math.max(now, share)), least, most);
        int wanted = evaluation == null ? now : evaluation.wanted();
        return new Claim(spec.name(), spec.weight(), limits, least, demand, wanted, now);
    }
}
