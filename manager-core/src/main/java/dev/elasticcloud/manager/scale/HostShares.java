package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.record.HostClaims.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fits evaluations to the pods' shares of the hosts: holds a pod to its share of a full host, and
/// lets a pod under its share grow on a busy one. Pure.
public final class HostShares {

    private final HostClaims claims;
    private final FairShare.Capacity capacity;
    private final Map<PodName, Integer> shares;

    public HostShares(HostClaims claims) {
        this.claims = claims;
        this.capacity = new FairShare.Capacity(claims.cpus(), claims.bytes());
        this.shares = FairShare.of(claims.claims(), capacity);
    }

    /// The evaluation of a pod, limited to its share; unchanged if the pod claims nothing.
    public Evaluation fit(PodName pod, Evaluation evaluation) {
        return claims.claims().stream()
                .filter(claim -> claim.pod().equals(pod))
                .findFirst()
                .map(claim -> fit(claim, evaluation))
                .orElse(evaluation);
    }

    private Evaluation fit(Claim claim, Evaluation evaluation) {
        int share = shares.getOrDefault(claim.pod(), 0);
        // A pod's minimum is wanted even if it does not fit; those nodes are then pending.
        int allowed = Math.max(share, claim.least());
        if (evaluation.wanted() > allowed) {
            return evaluation.heldTo(allowed, shared(claim, allowed));
        }
        int wished = Math.min(claim.demand(), share);
        boolean heldByBusyHost =
                evaluation.decision().brakes().stream()
                        .anyMatch(b -> b.kind() == Decision.Brake.Kind.SATURATED);
        if (heldByBusyHost && wished > evaluation.wanted()) {
            Optional<Claim> over = overItsShare(claim);
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
    private Optional<Claim> overItsShare(Claim claim) {
        double mine = dominant(claim, claim.nodes() + 1);
        return others(claim).stream()
                .filter(other -> dominant(other, other.nodes()) > mine)
                .findFirst();
    }

    private double dominant(Claim claim, int nodes) {
        return FairShare.dominantShare(claim, nodes, capacity);
    }

    private List<Claim> others(Claim claim) {
        return claims.claims().stream().filter(o -> !o.pod().equals(claim.pod())).toList();
    }

    private Decision.Brake shared(Claim claim, int share) {
        StringBuilder others = new StringBuilder();
        for (Claim other : others(claim)) {
            if (other.nodes() > 0) {
                others.append(others.isEmpty() ? "" : ", ")
                        .append(
                                "%s %s"
                                        .formatted(
                                                other.pod(),
                                                Numbers.format(
                                                        other.nodes() * other.limits().cpus(), 2)));
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
}
