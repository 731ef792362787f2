package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.spi.PortException;
import java.util.function.Supplier;

/// A call to the engine or the balancer on behalf of a caller of the manager.
final class OutsideCall {

    private OutsideCall() {}

    static void run(Runnable call) {
        answer(
                () -> {
                    call.run();
                    return true;
                });
    }

    /// Returns the answer; turns a failure into a refusal by the manager.
    static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (PortException e) {
            throw new CloudException(
                    e.isUnreachable() ? ErrorCode.UNAVAILABLE : ErrorCode.CONFLICT,
                    String.valueOf(e.getMessage()),
                    e);
        }
    }
}
