package dev.elasticcloud.manager.scale.hpa;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Unit;
import java.time.Instant;

/// Keeps a count within its bounds, and its changes within the behaviour's limits per period.
public final class ScalingRateLimit {

    /// What limited a count.
    public enum Reason {
        WITHIN_RANGE,
        TOO_FEW,
        TOO_MANY,
        UP_LIMIT,
        DOWN_LIMIT
    }

    /// A count, and what limited it.
    public record Limited(int replicas, Reason reason) {}

    /// The bounds of a count and its recent changes.
    ///
    /// @param ready spares that serve at once; they may be added beyond the limits per period
    public record Room(
            int min, int max, ScaleEvents grown, ScaleEvents shrunk, int ready, Instant now) {}

    private ScalingRateLimit() {}

    public static Limited limit(int current, int desired, ScalingBehaviour behaviour, Room room) {
        if (desired > current) {
            int most = Math.max(current, mostUp(current, behaviour.up(), room));
            int allowed = Math.min(room.max(), most);
            if (desired > allowed) {
                return new Limited(allowed, room.max() > most ? Reason.UP_LIMIT : Reason.TOO_MANY);
            }
        } else if (desired < current) {
            int least = Math.min(current, leastDown(current, behaviour.down(), room));
            int allowed = Math.max(room.min(), least);
            if (desired < allowed) {
                return new Limited(
                        allowed, room.min() < least ? Reason.DOWN_LIMIT : Reason.TOO_FEW);
            }
        }
        return new Limited(desired, Reason.WITHIN_RANGE);
    }

    /// The limit of a workload that has no behaviour: at most twice as many, or four.
    public static Limited limit(int current, int desired, int min, int max) {
        int most = Math.max(2 * current, 4);
        int allowed = Math.min(max, most);
        if (desired < min) {
            return new Limited(min, Reason.TOO_FEW);
        }
        if (desired > allowed) {
            return new Limited(allowed, max > most ? Reason.UP_LIMIT : Reason.TOO_MANY);
        }
        return new Limited(desired, Reason.WITHIN_RANGE);
    }

    /// The highest count allowed now.
    public static int mostUp(int current, ScalingBehaviour.Direction up, Room room) {
        if (up.select() == Select.DISABLED) {
            return current;
        }
        boolean strict = up.select() == Select.MIN;
        int most = strict ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (ScalingBehaviour.Step step : up.steps()) {
            int start = atStart(current, step, room);
            int reached =
                    step.unit() == Unit.NODES
                            ? start + step.value()
                            : (int) Math.ceil(start * (1 + step.value() / 100.0));
            most = strict ? Math.min(most, reached) : Math.max(most, reached);
        }
        return most + room.ready();
    }

    /// The lowest count allowed now.
    public static int leastDown(int current, ScalingBehaviour.Direction down, Room room) {
        if (down.select() == Select.DISABLED) {
            return current;
        }
        boolean strict = down.select() == Select.MIN;
        int least = strict ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (ScalingBehaviour.Step step : down.steps()) {
            int start = atStart(current, step, room);
            int reached =
                    step.unit() == Unit.NODES
                            ? start - step.value()
                            : (int) (start * (1 - step.value() / 100.0));
            least = strict ? Math.max(least, reached) : Math.min(least, reached);
        }
        return least;
    }

    private static int atStart(int current, ScalingBehaviour.Step step, Room room) {
        return current
                - room.grown().within(step.period(), room.now())
                + room.shrunk().within(step.period(), room.now());
    }
}
