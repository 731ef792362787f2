package dev.elasticcloud.manager;

import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;

/// How a simulated cloud behaves.
///
/// @param pace how long builds, starts and jobs take
/// @param keepsStore whether settings, jobs, decisions and history are kept in the data folder for
///     the next start; otherwise they last as long as the manager
/// @param host the machine whose cores and memory its nodes share
public record Simulation(Pace pace, boolean keepsStore, Host host) {

    /// How long things take.
    public enum Pace {
        /// About as long as on a small real machine.
        LIFELIKE(SimulatedTimings.LIFELIKE),
        /// Everything is instant except jobs, which take a moment: for tests of behaviour, not of
        /// speed.
        INSTANT(SimulatedTimings.INSTANT);

        private final SimulatedTimings timings;

        Pace(SimulatedTimings timings) {
            this.timings = timings;
        }

        SimulatedTimings timings() {
            return timings;
        }
    }

    /// The capacity of a simulated machine.
    public record Host(double cores, long memoryBytes) {

        /// 8 cores and 16 GB.
        public static final Host USUAL = of(SimulatedHost.USUAL);

        /// More than any cloud needs.
        public static final Host VAST = of(SimulatedHost.VAST);

        private static Host of(SimulatedHost host) {
            return new Host(host.cores(), host.memoryBytes());
        }
    }

    /// A cloud for demos and experiments; nothing is kept.
    public static final Simulation PASSING = passingOn(Host.USUAL);

    /// A cloud on a machine that never fills up.
    public Simulation(Pace pace, boolean keepsStore) {
        this(pace, keepsStore, Host.VAST);
    }

    /// A cloud for demos and experiments, on a machine of a given size.
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
