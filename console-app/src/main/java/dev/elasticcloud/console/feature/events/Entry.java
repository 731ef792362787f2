package dev.elasticcloud.console.feature.events;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.util.Locale;
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
        EVENT("Events"),
        DECISION("Decisions"),
        CHANGE("Changes by people");

        private final String title;

        Source(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static Entry of(CloudEvent event) {
        return new Entry(
                "event " + event.id(),
                event.at(),
                Source.EVENT,
                event.severity(),
                Figures.word(event.kind()),
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
                                detail.append(o.rule())
                                        .append(" wants ")
                                        .append(o.wanted())
                                        .append(": ")
                                        .append(o.because())
                                        .append('\n'));
        decision.limitedBy().forEach(limit -> detail.append("held by ").append(limit).append('\n'));
        return new Entry(
                "decision " + decision.pod() + " " + decision.at(),
                decision.at(),
                Source.DECISION,
                CloudEvent.Severity.INFO,
                Figures.word(decision.verdict()),
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
                        : "before %s%nafter %s".formatted(entry.before(), entry.after());
        return new Entry(
                "change " + entry.id(),
                entry.at(),
                Source.CHANGE,
                CloudEvent.Severity.INFO,
                "change",
                null,
                null,
                entry.who(),
                entry.what(),
                "by %s (%s) from %s, request %s%n%s"
                        .formatted(
                                entry.who(),
                                entry.role().key(),
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
                                Figures.word(severity))
                        .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
