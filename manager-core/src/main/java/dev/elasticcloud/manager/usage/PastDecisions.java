package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.spi.DecisionLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Adds the decisions and holds of the store to histories. Of the time before the last hour, which no
/// longer changes, it remembers what was last read: a chart asks for nearly the same each second.
final class PastDecisions {

    private final DecisionLog decisions;
    private final Map<PodName, Settled> settled = new ConcurrentHashMap<>();

    PastDecisions(DecisionLog decisions) {
        this.decisions = decisions;
    }

    /// Decisions that will not change.
    private record Settled(Instant from, Instant to, List<Decision> scalings, List<Hold> holds) {}

    /// A history with the stored decisions and holds of a range.
    PodHistory with(PodHistory history, HistoryRange range) {
        PodName name = history.pod();
        return history.withDecisions(decisions.scalings(name, range), holds(name, range));
    }

    private List<Hold> holds(PodName name, HistoryRange range) {
        return Hold.of(decisions.within(name, range)).stream()
                .filter(hold -> hold.overlaps(range))
                .toList();
    }

    /// A history with what was decided in two ranges, one after the other.
    ///
    /// @param past before the last hour
    /// @param rest the rest of it
    /// @param recent what memory has of the rest
    PodHistory before(PodHistory history, HistoryRange past, HistoryRange rest, PodHistory recent) {
        PodName name = history.pod();
        Settled known = settled(name, past);
        List<Decision> scalings = new ArrayList<>();
        known.scalings().stream().filter(d -> past.holds(d.at())).forEach(scalings::add);
        scalings.addAll(decisions.scalings(name, rest));
        Set<Instant> begun = recent.holds().stream().map(Hold::from).collect(Collectors.toSet());
        List<Hold> holds = new ArrayList<>();
        known.holds().stream()
                .filter(hold -> hold.overlaps(past) && !begun.contains(hold.from()))
                .forEach(holds::add);
        holds.addAll(recent.holds());
        return history.withDecisions(scalings, holds);
    }

    private Settled settled(PodName name, HistoryRange range) {
        Settled known = settled.get(name);
        if (known == null
                || !known.to().equals(range.to())
                || range.from().isBefore(known.from())) {
            known =
                    new Settled(
                            range.from(),
                            range.to(),
                            decisions.scalings(name, range),
                            holds(name, range));
            settled.put(name, known);
        }
        return known;
    }
}
