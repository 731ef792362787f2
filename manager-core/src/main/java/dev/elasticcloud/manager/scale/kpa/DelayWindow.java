package dev.elasticcloud.manager.scale.kpa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The highest count of a sliding window, kept as a decreasing list of the counts that can still
/// become the highest.
///
/// @param peaks oldest and highest first
public record DelayWindow(List<Peak> peaks) {

    public static final DelayWindow EMPTY = new DelayWindow(List.of());

    /// Of the counts within one slot of this length, only the highest matters.
    private static final long SLOT_SECONDS = 2;

    /// A count in a time slot.
    public record Peak(long slot, int count) {}

    public DelayWindow {
        peaks = List.copyOf(peaks);
    }

    public DelayWindow with(int count, Duration length, Instant now) {
        long slot = Math.floorDiv(now.getEpochSecond(), SLOT_SECONDS);
        long slots = Math.ceilDiv(length.toMillis(), SLOT_SECONDS * 1000);
        List<Peak> kept = new ArrayList<>(peaks);
        while (!kept.isEmpty() && kept.getFirst().slot() <= slot - slots) {
            kept.removeFirst();
        }
        while (!kept.isEmpty() && kept.getLast().count() <= count) {
            kept.removeLast();
        }
        kept.add(new Peak(slot, count));
        return new DelayWindow(kept);
    }

    public int highest() {
        return peaks.getFirst().count();
    }
}
