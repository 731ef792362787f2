package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.status.Problem;
import java.util.Optional;

/// Tells whether the store takes changes, and whether some of its content was lost.
public interface StoreHealth {

    /// What keeps the store from taking changes; empty while it takes them.
    Optional<Problem> problem();

    /// What was found damaged when the store was opened; reported for some minutes.
    Optional<Problem> damage();
}
