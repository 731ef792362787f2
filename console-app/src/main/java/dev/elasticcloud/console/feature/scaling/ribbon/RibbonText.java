package dev.elasticcloud.console.feature.scaling.ribbon;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.console.text.Names;
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
            return text("scaling.ribbon.nothing");
        }
        Ribbon.Sample last = ribbon.samples().getLast();
        return text(
                "scaling.ribbon.now",
                whole(last.capacity()),
                whole(last.demand()),
                whole(last.waiting()),
                count("scaling.list.countChanges", ribbon.marks().size()),
                count("scaling.list.countHolds", ribbon.holds().size()));
    }

    /// The pod at a time.
    static String at(Ribbon ribbon, Instant time) {
        return ribbon.at(time)
                .map(sample -> at(sample, time))
                .orElseGet(() -> text("scaling.ribbon.unknown", Figures.clock(time)));
    }

    private static String at(Ribbon.Sample sample, Instant time) {
        String slots =
                text(
                        "scaling.ribbon.at",
                        Figures.clock(time),
                        whole(sample.demand()),
                        whole(sample.capacity()));
        return sample.waiting() > 0
                ? text("scaling.ribbon.atWaiting", slots, whole(sample.waiting()))
                : slots;
    }

    /// What a hold on the rail says.
    static String of(Hold hold) {
        return text(
                "scaling.ribbon.hold",
                Names.of(hold.cause()),
                ElapsedTime.inSeconds(Duration.between(hold.from(), hold.until())),
                hold.wished(),
                hold.allowed());
    }

    /// What a mark on the rail says.
    static String of(RailLayout.Group group) {
        String change = text("scaling.ribbon.change", group.before(), group.after());
        return group.count() == 1
                ? Figures.clock(group.last()) + "  " + change
                : text("scaling.ribbon.changes", change, group.count());
    }

    /// The pinned reason of a decision.
    static String pinned(Decision decision) {
        List<String> lines = new ArrayList<>();
        String change =
                decision.changesCount()
                        ? text("scaling.ribbon.change", decision.nodes(), decision.wanted())
                        : text("scaling.ribbon.stays", decision.wanted());
        lines.add(Figures.clock(decision.at()) + "  " + change);
        if (decision.inputs().queued() > 0) {
            lines.add(
                    text(
                            "scaling.ribbon.waiting",
                            count("count.jobs", decision.inputs().queued())));
        }
        decision.leading()
                .ifPresent(o -> lines.add(text("scaling.ribbon.wants", o.rule(), o.wanted())));
        Hold.of(decision)
                .ifPresent(
                        h ->
                                lines.add(
                                        text(
                                                "scaling.ribbon.held",
                                                h.allowed(),
                                                Names.of(h.cause()))));
        return String.join("\n", lines);
    }

    private static String whole(double figure) {
        return Figures.count(Math.round(figure));
    }
}
