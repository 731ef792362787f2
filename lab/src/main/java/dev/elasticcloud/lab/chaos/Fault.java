package dev.elasticcloud.lab.chaos;

import java.time.Duration;

/// One case: a fault, how it is injected, and what must hold in addition to the invariants.
///
/// @param within how soon after the fault's end the cloud must have converged
/// @param harm what the fault may do to jobs and requests in flight
/// @param injection injects the fault, checks the case's own conditions, and ends the fault
record Fault(int number, String title, Duration within, Harm harm, Injection injection) {

    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration AFTER_DOCKER = Duration.ofSeconds(15);

    /// What may happen to jobs and requests.
    enum Harm {
        /// None may fail.
        NONE,
        /// Those in flight may fail, each with its reason.
        IN_FLIGHT,
        /// The ledger itself is lost, so earlier jobs are unknown.
        LEDGER
    }

    /// @see Fault#injection
    @FunctionalInterface
    interface Injection {

        /// Returns when the fault is over; the result is a note for the table.
        ///
        /// @throws InvariantBreach when something does not hold that must
        /// @throws NotApplicable when this machine does not allow the fault
        String inject(ChaosEnvironment stage) throws Exception;
    }

    static Fault of(int number, String title, Harm harm, Injection injection) {
        return new Fault(number, title, SOON, harm, injection);
    }
}
