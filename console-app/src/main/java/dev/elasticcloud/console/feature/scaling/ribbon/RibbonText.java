package dev.elasticcloud.console.feature.scaling.ribbon;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the ribbon says in words.
final class RibbonText {

    private RibbonText() {}

    /// The whole ribbon for readers that cannot see it.
    static String spoken(Ribbon ribbon) {
        if (ribbon.samples().isEmpty()) {
            return "Capacity and demand: no data in this range";
        }
        Ribbon.Sample last = ribbon.samples().getLast();
        return "Capacity and demand: now %.0f slots, %.0f jobs, %.0f of them waiting; %s, %s. Left and Right go through the changes."
                .formatted(
                        last.capacity(),
                        last.demand(),
                        last.waiting(),
                        Figures.counted(ribbon.marks().size(), "change", "changes"),
                        Figures.counted(ribbon.holds().size(), "hold", "holds"));
    }

    /// The pod at a time.
    static String at(Ribbon ribbon, Instant time) {
        Ribbon.Sample sample = ribbon.at(time);
        String waiting = sample.waiting() > 0 ? " · %.0f waiting".formatted(sample.waiting()) : "";
        return "%s  %.0f / %.0f slots%s"
                .formatted(Figures.clock(time), sample.demand(), sample.capacity(), waiting);
    }

    /// What a hold on the rail says.
    static String of(Hold hold) {
        return "%s for %s: %s wanted, %d allowed"
                .formatted(
                        Figures.word(hold.cause()),
                        ElapsedTime.inSeconds(Duration.between(hold.from(), hold.until())),
                        hold.wished(),
                        hold.allowed());
    }

    /// What a mark on the rail says.
    static String of(RailLayout.Group group) {
        String change = "%d → %d nodes".formatted(group.before(), group.after());
        return group.count() == 1
                ? "%s  %s".formatted(Figures.clock(group.last()), change)
                : "%s in %d changes".formatted(change, group.count());
    }

    /// The pinned reason of a decision.
    static String pinned(Decision decision) {
        List<String> lines = new ArrayList<>();
        String change =
                decision.changesCount()
                        ? "%d → %d nodes".formatted(decision.nodes(), decision.wanted())
                        : "stays at " + decision.wanted();
        lines.add(Figures.clock(decision.at()) + "  " + change);
        if (decision.inputs().queued() > 0) {
            lines.add(Figures.counted(decision.inputs().queued(), "job", "jobs") + " waiting");
        }
        decision.leading().ifPresent(o -> lines.add(o.rule() + " wants " + o.wanted()));
        Hold.of(decision)
                .ifPresent(
                        h ->
                                lines.add(
                                        "held at %d: %s"
                                                .formatted(h.allowed(), Figures.word(h.cause()))));
        return String.join("\n", lines);
    }
}
