package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.Evaluation;
import dev.elasticcloud.manager.scale.FairShare;
import dev.elasticcloud.manager.scale.FairShare.Capacity;
import dev.elasticcloud.manager.scale.FairShare.Claim;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fits each pod's demand to the capacity of the hosts: shares a full host fairly, reclaims nodes
/// from a pod over its share when another's jobs wait, and lets a pod under its share grow on a
/// busy host. Remembers each pod's recent demand. Owned by the loop's thread.
final class HostArbiter {

    /// How long a pod's demand counts after its last peak, so that a gap between two short jobs
    /// costs it no nodes.
    private static final Duration GAP = Duration.ofSeconds(2);

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

    /// @param evaluated the pods that were evaluated this round, before they share anything
    /// @return the same evaluations, limited to the pods' shares
    Map<PodName, Evaluation> fitted(CloudView cloud, Map<PodName, Evaluation> evaluated) {
        remember(evaluated, cloud);
        if (cloud.bounds().isEmpty() || evaluated.isEmpty()) {
            return evaluated;
        }
        Capacity capacity = capacity(cloud);
        List<Claim> claims = claims(cloud, evaluated);
        Map<PodName, Integer> shares = FairShare.of(claims, capacity);
        Map<PodName, Evaluation> fitted = new HashMap<>();
        for (Claim claim : claims) {
            Evaluation evaluation = evaluated.get(claim.pod());
            if (evaluation != null) {
                int share = shares.getOrDefault(claim.pod(), 0);
                fitted.put(claim.pod(), fit(evaluation, claim, share, claims, cloud, capacity));
            }
        }
        return fitted;
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

    private Evaluation fit(
            Evaluation evaluation,
            Claim claim,
            int share,
            List<Claim> claims,
            CloudView cloud,
            Capacity capacity) {
        // A pod's minimum is wanted even if it does not fit; those nodes are then pending.
        int allowed = Math.max(share, claim.least());
        if (evaluation.wanted() > allowed) {
            return evaluation.heldTo(allowed, shared(claim, allowed, claims, cloud, capacity));
        }
        int wished = Math.min(claim.demand(), share);
        boolean heldByBusyHost =
                evaluation.decision().brakes().stream()
                        .anyMatch(b -> b.kind() == Decision.Brake.Kind.SATURATED);
        if (heldByBusyHost && wished > evaluation.wanted()) {
            Optional<Claim> over = overItsShare(claim, claims, cloud, capacity);
            if (over.isPresent()) {
                return evaluation.heldTo(
                        evaluation.wanted() + 1,
                        new Decision.Brake(
                                Decision.Brake.Kind.FAIR_SHARE,
                                evaluation.wanted() + 1,
                                "the host is busy, and %s has more of it by weight, so one more node"
                                        .formatted(over.get().pod())));
            }
        }
        return evaluation;
    }

    /// A pod that has more of the hosts, by weight, than this one would have with one more node.
    private static Optional<Claim> overItsShare(
            Claim claim, List<Claim> claims, CloudView cloud, Capacity capacity) {
        double mine = FairShare.dominantShare(claim, nodes(cloud, claim.pod()) + 1, capacity);
        return claims.stream()
                .filter(other -> !other.pod().equals(claim.pod()))
                .filter(
                        other ->
                                FairShare.dominantShare(other, nodes(cloud, other.pod()), capacity)
                                        > mine)
                .findFirst();
    }

    private static int nodes(CloudView cloud, PodName pod) {
        return cloud.pod(pod).spec().target().nodes();
    }

    private static Decision.Brake shared(
            Claim claim, int share, List<Claim> claims, CloudView cloud, Capacity capacity) {
        StringBuilder others = new StringBuilder();
        for (Claim other : claims) {
            int nodes = nodes(cloud, other.pod());
            if (!other.pod().equals(claim.pod()) && nodes > 0) {
                others.append(others.isEmpty() ? "" : ", ")
                        .append(
                                "%s %s"
                                        .formatted(
                                                other.pod(),
                                                Numbers.format(nodes * other.limits().cpus(), 2)));
            }
        }
        boolean alone = others.isEmpty();
        return new Decision.Brake(
                alone ? Decision.Brake.Kind.HOST_FULL : Decision.Brake.Kind.FAIR_SHARE,
                share,
                "the hosts have room for %d of its nodes: %s CPU each of %s%s"
                        .formatted(
                                share,
                                Numbers.format(claim.limits().cpus(), 2),
                                Numbers.format(capacity.cpus(), 2),
                                alone ? "" : ", shared by weight with " + others));
    }

    private static Capacity capacity(CloudView cloud) {
        double cpus = 0;
        long bytes = 0;
        for (HostView host : cloud.bounds().values()) {
            cpus += host.promisableCpus();
            bytes += host.promisableBytes();
        }
        for (PodView pod : cloud.pods().values()) {
            if (pod.spec().target().initialised()) {
                bytes -= pod.spec().spares() * pod.spec().limits().memoryBytes();
            }
        }
        return new Capacity(cpus, Math.max(0, bytes));
    }

    private List<Claim> claims(CloudView cloud, Map<PodName, Evaluation> evaluated) {
        List<Claim> claims = new ArrayList<>();
        for (PodView pod : cloud.pods().values()) {
            PodSpec spec = pod.spec();
            if (spec.target().initialised() && !spec.target().allPaused()) {
                claims.add(claim(spec, evaluated, cloud.now()));
            }
        }
        return claims;
    }

    /// A pod whose jobs all run demands no more than it has: more nodes would only make them faster,
    /// and must not cost another pod nodes that its jobs wait for. It may still take what is free.
    private Claim claim(PodSpec spec, Map<PodName, Evaluation> evaluated, Instant at) {
        int now = spec.target().nodes();
        NodeLimits limits = spec.limits();
        if (!spec.elasticity().enabled()) {
            return new Claim(spec.name(), spec.weight(), limits, now, now, now);
        }
        int most = Math.min(spec.maxNodes(), spec.elasticity().max());
        int least = Math.min(spec.elasticity().min(), most);
        Evaluation evaluation = evaluated.get(spec.name());
        Demand last = asked.get(spec.name());
        Instant lastWaited = waited.get(spec.name());
        boolean waits = lastWaited != null && at.isBefore(lastWaited.plus(GAP));
        int asks = last == null ? now : last.nodes();
        int demand = Math.clamp(waits ? asks : Math.min(asks, now), least, most);
        int wanted = evaluation == null ? now : evaluation.wanted();
        return new Claim(spec.name(), spec.weight(), limits, least, demand, wanted);
    }
}
