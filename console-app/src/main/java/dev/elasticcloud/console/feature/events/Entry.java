package dev.elasticcloud.console.feature.events;

import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One line of the timeline, of any kind.
///
/// @param key identifies the entry
/// @param who who did it; empty when it was the manager itself
/// @param text what happened, in a sentence
/// @param detail more, for the pane; may have several lines
record Entry(
        String key,
        Instant at,
        Source source,
        CloudEvent.Severity severity,
        String kind,
        @Nullable PodName pod,
        @Nullable NodeName node,
        String who,
        String text,
        String detail) {

    /// Where an entry comes from.
    enum Source {
        EVENT(() -> Texts.text("events.source.events")),
        DECISION(() -> Texts.text("events.source.decisions")),
        CHANGE(() -> Texts.text("events.source.changes"));

        private final Supplier<String> title;

        Source(Supplier<String> title) {
            this.title = title;
        }

        String title() {
            return title.get();
        }
    }

    static Entry of(CloudEvent event) {
        return new Entry(
                "event " + event.id(),
                event.at(),
                Source.EVENT,
                event.severity(),
                Names.of(event.kind()),
                event.pod(),
                event.node(),
                "",
                event.message(),
                "");
    }

    static Entry of(Decision decision) {
        StringBuilder detail = new StringBuilder();
        decision.opinions()
                .forEach(
                        o ->
                                detail.append(
                                                Texts.text(
                                                        "events.opinion",
                                                        o.rule(),
                                                        o.wanted(),
                                                        o.because()))
                                        .append('\n'));
        decision.limitedBy()
                .forEach(limit -> detail.append(Texts.text("events.heldBy", limit)).append('\n'));
        return new Entry(
                "decision " + decision.pod() + " " + decision.at(),
                decision.at(),
                Source.DECISION,
                CloudEvent.Severity.INFO,
                Names.of(decision.verdict()),
                decision.pod(),
                null,
                "",
                decision.sentence(),
                detail.toString().strip());
    }

    static Entry of(AuditEntry entry) {
        String change =
                entry.before().isEmpty() && entry.after().isEmpty()
                        ? ""
                        : Texts.text("events.beforeAfter", entry.before(), entry.after());
        return new Entry(
                "change " + entry.id(),
                entry.at(),
                Source.CHANGE,
                CloudEvent.Severity.INFO,
                Texts.text("events.change"),
                null,
                null,
                entry.who(),
                entry.what(),
                Texts.text(
                        "events.who",
                        entry.who(),
                        Names.of(entry.role()),
                        entry.from(),
                        entry.requestId(),
                        change));
    }

    /// Whether it contains all words.
    boolean contains(String words) {
        String all =
                String.join(
                                " ",
                                kind,
                                String.valueOf(pod),
                                String.valueOf(node),
                                who,
                                text,
                                detail,
                                Names.of(severity))
                        .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
