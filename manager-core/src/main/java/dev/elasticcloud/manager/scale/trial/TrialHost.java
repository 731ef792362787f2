package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.spec.NodeLimits;

/// The machine that a trial's nodes run on, and how much of it others use in each second.
///
/// @param cores processors
/// @param promisableCpus processors that may be promised as limits
/// @param promisableBytes memory that may be promised
/// @param others what other pods use, second by second; the last value applies from then on
public record TrialHost(
        double cores, double promisableCpus, long promisableBytes, Others[] others) {

    /// The use of a machine in one second.
    ///
    /// @param busyCores processors' worth that they use
    public record Others(double cpus, long bytes, double busyCores) {
        static final Others NOTHING = new Others(0, 0, 0);

        Others plus(double moreCpus, long moreBytes, double moreBusy) {
            return new Others(cpus + moreCpus, bytes + moreBytes, busyCores + moreBusy);
        }
    }

    /// Share of a machine that even the busiest others leave to a pod.
    private static final double LEAST_SHARE = 0.05;

    private static final double SLACK = 1e-6;

    private Others others(int second) {
        return others.length == 0 ? Others.NOTHING : others[Math.min(second, others.length - 1)];
    }

    /// The same machine with less memory to promise.
    TrialHost without(long bytes) {
        return new TrialHost(cores, promisableCpus, promisableBytes - bytes, others);
    }

    /// How many nodes of a pod have room.
    int most(int second, NodeLimits limits) {
        Others held = others(second);
        double byCpu = Math.floor((promisableCpus - held.cpus()) / limits.cpus() + SLACK);
        double byMemory =
                Math.floor((double) (promisableBytes - held.bytes()) / limits.memoryBytes());
        return (int) Math.clamp(Math.min(byCpu, byMemory), 0, Integer.MAX_VALUE);
    }

    /// Processors that others leave.
    double freeCores(int second) {
        return Math.max(cores * LEAST_SHARE, cores - others(second).busyCores());
    }
}
