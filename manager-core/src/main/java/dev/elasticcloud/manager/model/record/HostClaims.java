package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.util.List;

/// The hosts' capacity for nodes, and what each pod claimed of it in one round.
///
/// @param cpus processors that may be promised to nodes
/// @param bytes memory that may be promised to nodes
public record HostClaims(double cpus, long bytes, List<Claim> claims) {

    public HostClaims {
        claims = List.copyOf(claims);
    }

    /// One pod's claim.
    ///
    /// @param least nodes guaranteed to it
    /// @param demand nodes that its rules ask for by its current load
    /// @param wanted nodes wanted after cooldown and rates; at least as many as it may keep
    /// @param nodes nodes wanted before this round
    public record Claim(
            PodName pod,
            double weight,
            NodeLimits limits,
            int least,
            int demand,
            int wanted,
            int nodes) {

        public Claim withWanted(int changed) {
            return new Claim(pod, weight, limits, least, demand, changed, nodes);
        }
    }
}
