package dev.elasticcloud.manager.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The processors of a simulated host and everything that computes on them.
///
/// Between two changes every group gets a constant number of processors, so time advances from
/// change to change in steps of any length, and the result does not depend on when it is read. It
/// is deterministic. Guarded by its cloud.
final class HostProcessors {

    /// Time constant of the mean load.
    private static final double LOAD_SECONDS = 1;

    /// Time constant of the kernel's `avg10`.
    private static final double PRESSURE_SECONDS = 10;

    /// More nanoseconds than it takes for anything to happen by itself.
    static final long NEVER = Long.MAX_VALUE / 8;

    private static final double SLACK = 1e-9;

    private final double cores;
    private final Instant origin;
    private final SequencedSet<CpuGroup> groups = new LinkedHashSet<>();
    private long reached;
    private double busy;
    private double pressure;

    HostProcessors(double cores, Instant origin) {
        this.cores = cores;
        this.origin = origin;
    }

    /// The simulated time, in nanoseconds since the start.
    long reached() {
        return reached;
    }

    Instant moment(long nanos) {
        return origin.plusNanos(nanos);
    }

    /// Adds a group that computes or waits; it is removed when it has no task left.
    void add(CpuGroup group) {
        groups.add(group);
    }

    /// Advances time to a moment; returns whether a task ended by then.
    boolean advanceTo(Instant now) {
        long target = Duration.between(origin, now).toNanos();
        int ended = 0;
        while (reached < target) {
            double wanted = divide();
            long step = Math.min(target - reached, nanosToChange());
            ended += carryOn(step, wanted);
        }
        return ended > 0;
    }

    /// Nanoseconds until something changes by itself.
    long nanosToChange() {
        divide();
        return groups.stream()
                .mapToLong(group -> group.nanosToChange(reached))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// Assigns each group its processors; returns how many all could use together.
    private double divide() {
        List<CpuGroup> computing = new ArrayList<>();
        List<MaxMinShare.Demand> demands = new ArrayList<>();
        double wanted = 0;
        for (CpuGroup group : groups) {
            group.give(0);
            if (group.computes()) {
                computing.add(group);
                demands.add(group.demand());
                wanted += group.demand().most();
            }
        }
        double[] shares = MaxMinShare.of(cores, demands);
        for (int i = 0; i < shares.length; i++) {
            computing.get(i).give(shares[i]);
        }
        return wanted;
    }

    private int carryOn(long nanos, double wanted) {
        double seconds = nanos / 1e9;
        long until = reached + nanos;
        int ended = 0;
        for (CpuGroup group : groups) {
            ended += group.carryOn(seconds, until);
        }
        groups.removeIf(group -> group.tasks() == 0);
        busy = mean(busy, Math.min(cores, wanted), seconds / LOAD_SECONDS);
        pressure = mean(pressure, wanted > cores + SLACK ? 1 : 0, seconds / PRESSURE_SECONDS);
        reached = until;
        return ended;
    }

    /// An exponential mean after a new value for a number of time constants.
    private static double mean(double before, double value, double constants) {
        return value + (before - value) * Math.exp(-constants);
    }

    /// The mean of processors used over the last seconds, weighted towards the latest.
    double busyCores() {
        return busy;
    }

    /// Share of the last ten seconds in which something waited for a processor.
    double pressure() {
        return pressure;
    }

    /// Ends a group as killed processes do.
    void cutOff(CpuGroup group) {
        group.cutOff(reached);
        groups.remove(group);
    }
}
