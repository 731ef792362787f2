package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.HostClaims.Claim;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Divides hosts among pods whose total demand exceeds them: max-min fairness by the dominant
/// resource (Ghodsi and others, "Dominant Resource Fairness", NSDI 2011), with weights.
///
/// A pod's dominant share is the larger of its shares of all processors and of all memory, divided
/// by its weight. Nodes are assigned one at a time, each to the pod with the smallest dominant
/// share that still wants one and for which one fits: first every pod's minimum, then demand by
/// current load, then nodes held during a cooldown. So no pod keeps another below its min, an idle
/// pod lends, and a pod over its share gives nodes back only when another's jobs wait. Pure.
public final class FairShare {

    private FairShare() {}

    /// The resources to divide.
    public record Capacity(double cpus, long bytes) {}

    /// The number of nodes that each pod may have.
    public static Map<PodName, Integer> of(List<Claim> claims, Capacity capacity) {
        Division division = new Division(claims, capacity);
        division.fill(Claim::least);
        division.fill(claim -> Math.max(claim.least(), claim.demand()));
        division.fill(claim -> Math.max(claim.least(), claim.wanted()));
        return division.nodes;
    }

    private static final class Division {

        private static final double ROUNDING = 1e-6;

        private final List<Claim> claims;
        private final Capacity capacity;
        private final Map<PodName, Integer> nodes = new HashMap<>();
        private double cpusLeft;
        private long bytesLeft;

        Division(List<Claim> claims, Capacity capacity) {
            this.claims = claims;
            this.capacity = capacity;
            this.cpusLeft = capacity.cpus();
            this.bytesLeft = capacity.bytes();
            claims.forEach(claim -> nodes.put(claim.pod(), 0));
        }

        void fill(ToIntFunction<Claim> goal) {
            Optional<Claim> next = next(goal);
            while (next.isPresent()) {
                Claim claim = next.get();
                nodes.merge(claim.pod(), 1, Integer::sum);
                cpusLeft -= claim.limits().cpus();
                bytesLeft -= claim.limits().memoryBytes();
                next = next(goal);
            }
        }

        private Optional<Claim> next(ToIntFunction<Claim> goal) {
            return claims.stream()
                    .filter(claim -> has(claim) < goal.applyAsInt(claim))
                    .filter(this::fits)
                    .min(
                            Comparator.comparingDouble(this::shareWithOneMore)
                                    .thenComparing(Claim::pod));
        }

        private int has(Claim claim) {
            return nodes.getOrDefault(claim.pod(), 0);
        }

        private boolean fits(Claim claim) {
            return claim.limits().cpus() <= cpusLeft + ROUNDING
                    && claim.limits().memoryBytes() <= bytesLeft;
        }

        private double shareWithOneMore(Claim claim) {
            return dominantShare(claim, has(claim) + 1, capacity);
        }
    }

    /// A pod's dominant share with that many nodes, by its weight.
    public static double dominantShare(Claim claim, int nodes, Capacity capacity) {
        double cpu = nodes * claim.limits().cpus() / Math.max(capacity.cpus(), 1e-9);
        double memory =
                (double) nodes * claim.limits().memoryBytes() / Math.max(capacity.bytes(), 1);
        return Math.max(cpu, memory) / claim.weight();
    }
}
