package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.status.Problem;
import java.util.Optional;

/// Reports whether the store accepts changes, and whether some of its content was lost.
public interface StoreHealth {

    /// Why the store rejects changes; empty while it accepts them.
    Optional<Problem> problem();

    /// What was found damaged when the store was opened; reported for some minutes.
    Optional<Problem> damage();
}
