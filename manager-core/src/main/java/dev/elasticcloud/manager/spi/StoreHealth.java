package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.status.Problem;

import java.util.Optional;

/// Tells whether what happens can be written down, and what was lost of what had been.
public interface StoreHealth {

    /// What keeps the store from taking changes; none while it takes them.
    Optional<Problem> problem();

    /// What was found damaged when the store was opened; told for some minutes.
    Optional<Problem> damage();
}
