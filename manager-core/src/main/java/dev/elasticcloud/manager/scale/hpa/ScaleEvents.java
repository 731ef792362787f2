package dev.elasticcloud.manager.scale.hpa;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The recent changes of a count in one direction, from which rate limits are computed. New
/// changes replace outdated ones, so the list stays short.
public record ScaleEvents(List<Event> events) {

    public static final ScaleEvents NONE = new ScaleEvents(List.of());

    /// @param outdated older than every relevant period
    public record Event(int change, Instant at, boolean outdated) {}

    public ScaleEvents {
        events = List.copyOf(events);
    }

    /// Changes within a period before a moment.
    public int within(Duration period, Instant now) {
        Instant from = now.minus(period);
        int sum = 0;
        for (Event event : events) {
            if (event.at().isAfter(from)) {
                sum += event.change();
            }
        }
        return sum;
    }

    /// Adds a change, replacing the last outdated one if there is one.
    public ScaleEvents with(int change, ScalingBehaviour.Direction direction, Instant now) {
        Instant from = now.minus(longestPeriod(direction));
        List<Event> kept = new ArrayList<>();
        int free = -1;
        for (Event event : events) {
            boolean outdated = event.outdated() || event.at().isBefore(from);
            free = outdated ? kept.size() : free;
            kept.add(new Event(event.change(), event.at(), outdated));
        }
        Event added = new Event(change, now, false);
        if (free >= 0) {
            kept.set(free, added);
        } else {
            kept.add(added);
        }
        return new ScaleEvents(kept);
    }

    private static Duration longestPeriod(ScalingBehaviour.Direction direction) {
        return direction.steps().stream()
                .map(ScalingBehaviour.Step::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
