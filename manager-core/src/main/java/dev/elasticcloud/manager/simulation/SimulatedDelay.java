package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;

/// How long a request to a simulated engine takes. A caller that is interrupted gets the error of an
/// engine that does not answer.
final class SimulatedDelay {

    private SimulatedDelay() {}

    private interface Blocking {
        void run() throws InterruptedException;
    }

    static void sleep(Duration time) {
        interruptibly(() -> Thread.sleep(time));
    }

    static void await(SimulatedTask task) {
        interruptibly(task::await);
    }

    private static void interruptibly(Blocking call) {
        try {
            call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PortException.unreachable("interrupted", e);
        }
    }
}
