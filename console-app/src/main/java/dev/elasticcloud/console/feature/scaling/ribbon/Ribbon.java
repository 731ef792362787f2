package dev.elasticcloud.console.feature.scaling.ribbon;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A pod's capacity and demand over time, in slots, with the changes of its count and what held it.
///
/// @param samples oldest first
/// @param marks oldest first
/// @param holds oldest first
/// @param slots of a node
/// @param max the most nodes that the pod may have
public record Ribbon(
        Instant from,
        Instant to,
        List<Sample> samples,
        List<Mark> marks,
        List<Hold> holds,
        int slots,
        int max) {

    public static final Ribbon NONE =
            new Ribbon(Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), List.of(), 1, 0);

    public Ribbon {
        samples = List.copyOf(samples);
        marks = List.copyOf(marks);
        holds = List.copyOf(holds);
    }

    /// The pod at one moment, in slots.
    ///
    /// @param spare of the frozen nodes
    /// @param demand jobs running and queued
    public record Sample(Instant at, double capacity, double spare, double demand) {

        /// Jobs for which there is no slot.
        public double waiting() {
            return Math.max(0, demand - capacity);
        }
    }

    /// A decision that changed the count.
    public record Mark(Instant at, int before, int after) {
        public boolean added() {
            return after > before;
        }
    }

    public static Ribbon of(PodHistory history, HistoryRange range, int slots, int max) {
        return new Ribbon(
                range.from(),
                range.to(),
                history.points().stream()
                        .map(
                                p ->
                                        new Sample(
                                                p.at(),
                                                p.online() * (double) slots,
                                                p.spare() * (double) slots,
                                                p.running() + (double) p.queued()))
                        .toList(),
                history.scalings().stream().map(Ribbon::mark).toList(),
                history.holds(),
                slots,
                max);
    }

    private static Mark mark(Decision decision) {
        return new Mark(decision.at(), decision.nodes(), decision.wanted());
    }

    /// The top of the axis in slots: above all that is drawn, but a burst far above the most that
    /// the pod may have does not flatten the rest.
    double top() {
        double capacity = 0;
        double demand = 0;
        for (Sample sample : samples) {
            capacity = Math.max(capacity, sample.capacity() + sample.spare());
            demand = Math.max(demand, sample.demand());
        }
        double ceiling = max * (double) slots;
        double reached = Math.max(capacity, Math.min(demand, Math.max(ceiling, capacity) * 1.5));
        boolean near = ceiling <= Math.max(4.0 * slots, reached * 2.5);
        double peak = Math.max(near ? ceiling : 0, reached) * 1.08;
        double unit = peak < 4.0 * slots ? 1 : slots;
        return Math.max(1, Math.ceil(peak / 4 / unit)) * unit * 4;
    }

    /// When a sample ends: at the next one, unless that is missing.
    Instant end(int index) {
        Duration usual = Duration.between(from, to).dividedBy(100).plusSeconds(3);
        Instant limit = samples.get(index).at().plus(usual);
        Instant next = index + 1 < samples.size() ? samples.get(index + 1).at() : to;
        return next.isAfter(limit) ? limit : next;
    }

    /// The sample in force at a time; empty where nothing is known.
    Optional<Sample> at(Instant time) {
        if (samples.isEmpty() || samples.getFirst().at().isAfter(time)) {
            return Optional.empty();
        }
        int low = 0;
        int high = samples.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (samples.get(middle).at().isAfter(time)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return end(low).isBefore(time) ? Optional.empty() : Optional.of(samples.get(low));
    }
}
