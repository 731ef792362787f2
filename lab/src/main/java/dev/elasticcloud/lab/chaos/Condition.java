package dev.elasticcloud.lab.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What a case waits for, and what it requires.
final class Condition {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Condition() {}

    /// Whether a condition is met in time. Ignores failures while the manager is down.
    static boolean comes(Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return true;
                }
            } catch (ManagerProcess.Gone e) {
                // The loop retries.
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Waits for a fixed time, for cases in which nothing may change, or load must continue.
    static void pause(Duration time) {
        comes(time, () -> false);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvariantBreach('+', otherwise);
        }
    }
}
