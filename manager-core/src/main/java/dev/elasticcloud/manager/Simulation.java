package dev.elasticcloud.manager;

import dev.elasticcloud.manager.simulation.SimulatedTimings;

/// How a simulated cloud behaves.
///
/// @param pace how long builds, starts and jobs take
/// @param keepsStore whether settings, jobs, decisions and history are kept in the data folder and
///     are there again at the next start; otherwise they end with the manager
public record Simulation(Pace pace, boolean keepsStore) {

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

    /// A cloud to look at and to try things on; nothing of it is kept.
    public static final Simulation PASSING = new Simulation(Pace.LIFELIKE, false);
}
