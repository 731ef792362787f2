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
/// or why nothing was done. Equal consecutive evaluations are merged into one that spans them.
///
/// @param at when it was first reached
/// @param until when the last evaluation with this outcome was made
/// @param nodes how many nodes were wanted before
/// @param wanted how many nodes are wanted from now on
/// @param limitedBy why the wanted count differs from what the rules asked for, in words
/// @param sentence the whole decision in one sentence
/// @param serving how long it took until the first node it added served; absent before that
/// @param warnings of harmful settings
/// @param brakes what kept the count from what the rules asked for, as data; `limitedBy` has the
///     words
/// @param reaction how the nodes that it added came; absent when it added none
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
        @AddedLater List<Brake> brakes,
        @Nullable Reaction reaction) {

    public Decision {
        opinions = List.copyOf(opinions);
        limitedBy = List.copyOf(limitedBy);
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        brakes = List.copyOf(Objects.requireNonNullElse(brakes, List.of()));
    }

    /// A new decision.
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
                List.of(), List.of(), null);
    }

    /// A limit that kept the count from what a rule recommended.
    ///
    /// @param allowed the count it allowed
    /// @param because in words, with the figures
    public record Brake(Kind kind, int allowed, String because) {

        /// The kind of limit.
        public enum Kind {
            /// Stabilisation: a lower count must be wanted for a while before nodes are removed,
            /// or a higher one before they are added.
            COOLDOWN,
            /// Only a certain number of nodes may be added or removed in a period.
            RATE,
            MIN,
            MAX,
            /// A rule has no data, so no nodes are removed.
            BLIND,
            /// Forecasts and schedules alone do not remove nodes.
            FLOOR,
            /// No host has room for one more node.
            HOST_FULL,
            /// Another pod has a claim to the remaining room.
            FAIR_SHARE,
            /// The processors are fully used; another node would only take time from the serving
            /// ones.
            SATURATED,
            /// The queue will have drained before a new node could serve.
            TOO_LATE,
            /// The last growth raised neither throughput nor usage.
            NO_HELP
        }
    }

    /// The direction of a decision.
    public enum Verdict {
        SCALE_UP,
        SCALE_DOWN,
        HOLD
    }

    /// The inputs of a decision.
    ///
    /// @param cpuShare mean processor usage of nodes with a sample, as a share of their limit
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

    /// What one rule wanted, and by which formula.
    ///
    /// @param strict what it would have wanted without its tolerance; absent when that is the same
    public record Opinion(String rule, int wanted, String because, @Nullable Integer strict) {

        /// An opinion that no tolerance changed.
        public Opinion(String rule, int wanted, String because) {
            this(rule, wanted, because, null);
        }

        int untolerant() {
            return Objects.requireNonNullElse(strict, wanted);
        }
    }

    public boolean changesCount() {
        return verdict != Verdict.HOLD;
    }

    /// The opinion that determines the count: the highest, the first among equals.
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

    /// Node-hours wanted while the decision was in force.
    public double nodeHours() {
        return wanted * (Duration.between(at, until).toMillis() / 3_600_000.0);
    }

    /// Whether neither changes the count, and both follow the same rule and are limited by the
    /// same kinds of brakes, so that they can be merged. False when the wall clock was set back in
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

    /// The same decision with an earlier start.
    public Decision since(Instant earlier) {
        return new Decision(
                pod, earlier, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings, brakes, reaction);
    }

    public Decision until(Instant later) {
        return new Decision(
                pod, at, later, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings, brakes, reaction);
    }

    public Decision withServing(Duration changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                changed, warnings, brakes, reaction);
    }

    public Decision withWarnings(List<String> changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, changed, brakes, reaction);
    }

    /// The same decision with another count.
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
                brakes,
                reaction);
    }

    public Decision withSentence(String changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, changed,
                serving, warnings, brakes, reaction);
    }

    /// The same decision with these brakes and their text.
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
                changed,
                reaction);
    }

    public Decision withReaction(Reaction changed) {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence,
                serving, warnings, brakes, changed);
    }

    /// The same decision without what was measured of its effect.
    public Decision asMade() {
        return new Decision(
                pod, at, until, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence, null,
                warnings, brakes, null);
    }
}
