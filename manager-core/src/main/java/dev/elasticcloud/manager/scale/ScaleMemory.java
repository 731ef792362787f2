package dev.elasticcloud.manager.scale;

import java.time.Instant;
import java.util.List;

/// What the autoscaler remembers of one pod between evaluations.
///
/// @param lastChange when the wanted count was last changed; unknown is [Instant#MIN]
/// @param wishes what the rules wanted of late, oldest first, bounded in number
public record ScaleMemory(Instant lastChange, List<Wish> wishes) {

    public static final ScaleMemory NOTHING = new ScaleMemory(Instant.MIN, List.of());

    public ScaleMemory {
        wishes = List.copyOf(wishes);
    }

    /// The count that the rules wanted at one moment.
    public record Wish(Instant at, int nodes) {}
}
