package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.AddedLater;

/// How much of a host the cloud may promise to its nodes.
///
/// @param overcommit how many times a host's processors may be promised as limits, from 0.1 to 20;
///     nodes rarely use their whole limit at once
/// @param reserveBytes memory of each host kept free for the system, the engine and the manager
/// @param unbounded whether nodes are started without regard to the hosts' capacity
public record HostPolicy(double overcommit, long reserveBytes, @AddedLater boolean unbounded) {

    /// Chosen by `cloud bench host`; see docs/decisions.
    public static final HostPolicy DEFAULT = new HostPolicy(1.2, 512 * NodeLimits.MIB);

    public HostPolicy {
        if (!(overcommit >= 0.1 && overcommit <= 20)) {
            throw new IllegalArgumentException(
                    "Overcommit " + overcommit + " is out of range: give 0.1 to 20");
        }
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("The memory reserve cannot be negative");
        }
    }

    public HostPolicy(double overcommit, long reserveBytes) {
        this(overcommit, reserveBytes, false);
    }

    public HostPolicy withUnbounded(boolean changed) {
        return new HostPolicy(overcommit, reserveBytes, changed);
    }

    public HostPolicy withOvercommit(double changed) {
        return new HostPolicy(changed, reserveBytes, unbounded);
    }

    public HostPolicy withReserveBytes(long changed) {
        return new HostPolicy(overcommit, changed, unbounded);
    }
}
