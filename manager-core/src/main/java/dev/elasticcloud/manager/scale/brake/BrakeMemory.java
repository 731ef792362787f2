package dev.elasticcloud.manager.scale.brake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the brakes remember of one pod between evaluations; its size is bounded.
///
/// @param wanted how many nodes were wanted at the last evaluation
/// @param raised when that number last grew
public record BrakeMemory(
        ServiceHistory history, GrowthReview growth, int wanted, @Nullable Instant raised) {

    public static final BrakeMemory NOTHING =
            new BrakeMemory(ServiceHistory.NONE, GrowthReview.NONE, Integer.MAX_VALUE, null);
}
