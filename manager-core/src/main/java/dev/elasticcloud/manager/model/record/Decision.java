package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
/// @param brakes what kept the count from what the rules asked, as data; `limitedBy` has the words
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
        @AddedLater List<String> warnings,
        @AddedLater List<Brake> brakes) {

    public Decision {
        opinions = List.copyOf(opinions);
        limitedBy = List.copyOf(limitedBy);
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        brakes = List.copyOf(Objects.requireNonNullElse(brakes, List.of()));
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
                List.of(), List.of());
    }

    /// Something that kept the count from what a rule wished.
    ///
    /// @param allowed the count it allowed
    /// @param because in words, with the figures
    public record Brake(Kind kind, int allowed, String because) {

        /// What held.
        public enum Kind {
            /// A lower count must be wanted for a while before nodes go, or a higher one before they come.
            COOLDOWN,
            /// Only so many nodes may come or go in a period.
            RATE,
            MIN,
            MAX,
            /// A rule cannot see what it looks at, so nodes are not taken away.
            BLIND,
            /// Forecasts and schedules alone take no nodes away.
            FLOOR,
            /// No host has room for one more node.
            HOST_FULL,
            /// Another pod has a claim to the room that is left.
            FAIR_SHARE,
            /// The processors are fully used; another node would only take from those that serve.
            SATURATED,
            /// The queue will have drained before a new node could serve.
            TOO_LATE,
            /// The last growth raised nothing.
            NO_HELP
        }
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

    /// Whether nothing changes by either and both rest on the same rule and are held by the same kinds
    /// of brakes, so that they are one decision that lasts. Not when the time of day was set back in
    /// between.
    public boolean continues(Decision earlier) {
        return !changesCount()
                && !earlier.changesCount()
                && !at.isBefore(earlier.until())
                && wanted == earlier.wanted()
                && kinds().equals(earlier.kinds())
                && limitedBy.size() == earlier.limitedBy().size()
                && leading().map(Opinion::rule).equals(earlier.leading().map(Opinion::rule));
    }

    private Set<Brake.Kind> kinds() {
        return brakes.stream().map(Brake::kind).collect(Collectors.toSet());
    }

    /// The same, begun earlier.
    public Decision since(Instant earlier) {
        return new Decision(
                pod, earlier, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings, brakes);
    }

    public Decision until(Instant later) {
        return new Decision(
                pod, at, later, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings, brakes);
    }

    public Decision withServing(Duration changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                changed, warnings, brakes);
    }

    public Decision withWarnings(List<String> changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, changed, brakes);
    }

    /// The same with another count.
    public Decision withWanted(Verdict changedVerdict, int changed) {
        return new Decision(
                pod,
                at,
                until,
                changedVerdict,
                nodes,
                changed,
                inputs,
                opinions,
                limitedBy,
                sentence,
                serving,
                warnings,
                brakes);
    }

    public Decision withSentence(String changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, changed,
                serving, warnings, brakes);
    }

    /// The same with these brakes and their words.
    public Decision withBrakes(List<Brake> changed) {
        return new Decision(
                pod,
                at,
                until,
                verdict,
                nodes,
                wanted,
                inputs,
                opinions,
                changed.stream().map(Brake::because).toList(),
                sentence,
                serving,
                warnings,
                changed);
    }
}
