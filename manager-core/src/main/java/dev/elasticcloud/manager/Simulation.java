package dev.elasticcloud.manager;

import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;

/// How a simulated cloud behaves.
///
/// @param pace how long builds, starts and jobs take
/// @param keepsStore whether settings, jobs, decisions and history are kept in the data folder and
///     are there again at the next start; otherwise they end with the manager
/// @param host the machine whose cores and memory its nodes share
public record Simulation(Pace pace, boolean keepsStore, Host host) {

    /// How long things take.
    public enum Pace {
        /// About as long as on a small real machine.
        LIFELIKE(SimulatedTimings.LIFELIKE),
        /// No time at all, but jobs a moment: to see what happens rather than how fast.
        INSTANT(SimulatedTimings.INSTANT);

        private final SimulatedTimings timings;

        Pace(SimulatedTimings timings) {
            this.timings = timings;
        }

        SimulatedTimings timings() {
            return timings;
        }
    }

    /// The size of a simulated machine.
    public record Host(double cores, long memoryBytes) {

        /// 8 cores and 16 GB.
        public static final Host USUAL = of(SimulatedHost.USUAL);

        /// More than any cloud needs.
        public static final Host VAST = of(SimulatedHost.VAST);

        private static Host of(SimulatedHost host) {
            return new Host(host.cores(), host.memoryBytes());
        }
    }

    /// A cloud to look at and to try things on; nothing of it is kept.
    public static final Simulation PASSING = passingOn(Host.USUAL);

    /// A cloud on a machine that never gets full.
    public Simulation(Pace pace, boolean keepsStore) {
        this(pace, keepsStore, Host.VAST);
    }

    /// A cloud to look at and to try things on, on a machine of some size.
    public static Simulation passingOn(Host host) {
        return new Simulation(Pace.LIFELIKE, false, host);
    }

    SimulatedHost machine() {
        SimulatedHost real = SimulatedHost.ofSize(host.cores(), host.memoryBytes());
        return switch (pace) {
            case LIFELIKE -> real;
            case INSTANT -> real.withFreeStarts();
        };
    }
}
