package dev.elasticcloud.manager.scale;

import java.time.Instant;

/// What the autoscaler remembers of one pod between evaluations.
///
/// @param lastChange when the wanted count was last changed; never is [Instant#MIN]
public record ScaleMemory(Instant lastChange) {

    public static final ScaleMemory NOTHING = new ScaleMemory(Instant.MIN);
}
