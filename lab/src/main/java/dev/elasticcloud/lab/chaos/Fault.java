package dev.elasticcloud.lab.chaos;

import java.time.Duration;

/// One case: a fault, how it is injected, and what must hold besides what always must.
///
/// @param within how soon after the fault's end the cloud must be as wanted again
/// @param harm what the fault may do to what was in flight
/// @param injection injects it, checks what must hold in this case, and ends it
record Fault(int number, String title, Duration within, Harm harm, Injection injection) {

    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration AFTER_DOCKER = Duration.ofSeconds(15);

    /// What may happen to jobs and requests.
    enum Harm {
        /// Nothing: none fails.
        NONE,
        /// What was in flight may fail, each with its reason.
        IN_FLIGHT,
        /// The ledger itself is taken away, so earlier jobs cannot be asked for.
        LEDGER
    }

    /// @see Fault#injection
    @FunctionalInterface
    interface Injection {

        /// Returns when the fault is over; the answer is a note for the table.
        ///
        /// @throws Breach when something does not hold that must
        /// @throws NotHere when this machine does not allow it
        String inject(ChaosEnvironment stage) throws Exception;
    }

    static Fault of(int number, String title, Harm harm, Injection injection) {
        return new Fault(number, title, SOON, harm, injection);
    }
}
