package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One evaluation of one pod by the autoscaler: what it saw, what each rule wanted, what was done
/// or why nothing was done. Equal evaluations in a row collapse into one that spans them.
///
/// @param at when it was first reached
/// @param until when the last evaluation with this outcome was made
/// @param nodes how many nodes were wanted before
/// @param wanted how many nodes are wanted from here on
/// @param limitedBy what kept the wanted count from what the rules asked, in words
/// @param sentence the whole in one sentence for people
/// @param serving how long it took until the first node it added served; none before that
/// @param warnings of settings that do harm
public record Decision(
        PodName pod,
        Instant at,
        Instant until,
        Verdict verdict,
        int nodes,
        int wanted,
        Inputs inputs,
        List<Opinion> opinions,
        List<String> limitedBy,
        String sentence,
        @Nullable Duration serving,
        List<String> warnings) {

    public Decision {
        opinions = List.copyOf(opinions);
        limitedBy = List.copyOf(limitedBy);
        // decisions stored by an older version have none
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
    }

    /// A decision that was just made.
    public Decision(
            PodName pod,
            Instant at,
            Instant until,
            Verdict verdict,
            int nodes,
            int wanted,
            Inputs inputs,
            List<Opinion> opinions,
            List<String> limitedBy,
            String sentence) {
        this(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence, null,
                List.of());
    }

    /// The direction of a decision.
    public enum Verdict {
        SCALE_UP,
        SCALE_DOWN,
        HOLD
    }

    /// The numbers it was reached from.
    ///
    /// @param cpuShare mean processor use of nodes with a sample, as a share of their limit
    /// @param usageAge how old the oldest of those samples was
    public record Inputs(
            int online,
            int starting,
            int running,
            int queued,
            double arrivalRate,
            OptionalDouble cpuShare,
            OptionalDouble memoryShare,
            Duration usageAge) {}

    /// What one rule wanted and by which formula.
    public record Opinion(String rule, int wanted, String because) {}

    public boolean changesCount() {
        return verdict != Verdict.HOLD;
    }

    /// The opinion that the count follows: the highest, the first among equals.
    public Optional<Opinion> leading() {
        Opinion highest = null;
        for (Opinion opinion : opinions) {
            if (highest == null || opinion.wanted() > highest.wanted()) {
                highest = opinion;
            }
        }
        return Optional.ofNullable(highest);
    }

    /// Why there are not more nodes, in words.
    public String whyNotMore() {
        return leading()
                .filter(highest -> highest.wanted() <= wanted)
                .map(
                        highest ->
                                "no rule wants more than %d (%s: %s)"
                                        .formatted(
                                                highest.wanted(),
                                                highest.rule(),
                                                highest.because()))
                .orElseGet(() -> String.join(", ", limitedBy));
    }

    /// Why there are not fewer nodes, in words.
    public String whyNotFewer() {
        return leading()
                .filter(highest -> highest.wanted() >= wanted)
                .map(highest -> highest.rule() + ": " + highest.because())
                .orElseGet(() -> String.join(", ", limitedBy));
    }

    /// Node-hours that it asked for while it stood.
    public double nodeHours() {
        return wanted * (Duration.between(at, until).toMillis() / 3_600_000.0);
    }

    /// Whether nothing changes by either and both rest on the same rule and limits, so that they
    /// are one decision that lasts.
    public boolean continues(Decision earlier) {
        return !changesCount()
                && !earlier.changesCount()
                && wanted == earlier.wanted()
                && limitedBy.size() == earlier.limitedBy().size()
                && leading().map(Opinion::rule).equals(earlier.leading().map(Opinion::rule));
    }

    /// The same, begun earlier.
    public Decision since(Instant earlier) {
        return new Decision(
                pod, earlier, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings);
    }

    public Decision until(Instant later) {
        return new Decision(
                pod, at, later, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings);
    }

    public Decision withServing(Duration changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                changed, warnings);
    }

    public Decision withWarnings(List<String> changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, changed);
    }
}
