package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Opinion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An interval in which a pod's rules wanted more nodes, or fewer, and something held the count.
///
/// @param until when the last evaluation with this hold was made
/// @param wished the count that the rules asked for at most; at least, where they wanted fewer
/// @param allowed the count that it allowed last
/// @param because what held it last, in words with the figures
public record Hold(
        PodName pod,
        Instant from,
        Instant until,
        Direction direction,
        Cause cause,
        int wished,
        int allowed,
        String because) {

    /// Decisions are at most this far apart where one hold continues another.
    private static final Duration APART = Duration.ofSeconds(3);

    /// What the rules wanted.
    public enum Direction {
        MORE,
        FEWER
    }

    /// What held the count: a kind of brake, or a rule's own tolerance.
    public enum Cause {
        COOLDOWN,
        RATE,
        MIN,
        MAX,
        BLIND,
        FLOOR,
        HOST_FULL,
        FAIR_SHARE,
        SATURATED,
        TOO_LATE,
        NO_HELP,
        /// The usage differs from the target, but by no more than the rule tolerates.
        TOLERANCE;

        static Cause of(Brake.Kind kind) {
            return switch (kind) {
                case COOLDOWN -> COOLDOWN;
                case RATE -> RATE;
                case MIN -> MIN;
                case MAX -> MAX;
                case BLIND -> BLIND;
                case FLOOR -> FLOOR;
                case HOST_FULL -> HOST_FULL;
                case FAIR_SHARE -> FAIR_SHARE;
                case SATURATED -> SATURATED;
                case TOO_LATE -> TOO_LATE;
                case NO_HELP -> NO_HELP;
            };
        }
    }

    /// What held the count of a decision; empty when the rules got what they wanted.
    public static Optional<Hold> of(Decision decision) {
        if (decision.opinions().isEmpty()) {
            return Optional.empty();
        }
        int wanted = decision.wanted();
        int wished = decision.opinions().stream().mapToInt(Opinion::wanted).max().orElse(wanted);
        if (!decision.brakes().isEmpty()) {
            return byBrake(decision, wished == wanted ? fewest(decision) : wished);
        }
        Opinion highest =
                decision.opinions().stream()
                        .max(Comparator.comparingInt(Opinion::untolerant))
                        .orElseThrow();
        boolean tolerated = wished == wanted && highest.untolerant() != wanted;
        return tolerated && !decision.changesCount()
                ? Optional.of(
                        at(
                                decision,
                                Cause.TOLERANCE,
                                highest.untolerant(),
                                wanted,
                                highest.rule() + ": " + highest.because()))
                : Optional.empty();
    }

    /// The brake that allowed least in the direction of the wish counts, the first among equals.
    private static Optional<Hold> byBrake(Decision decision, int wish) {
        boolean more = wish > decision.wanted();
        Brake strongest = decision.brakes().getFirst();
        for (Brake brake : decision.brakes()) {
            boolean stronger =
                    more
                            ? brake.allowed() < strongest.allowed()
                            : brake.allowed() > strongest.allowed();
            strongest = stronger ? brake : strongest;
        }
        return wish == decision.wanted()
                ? Optional.empty()
                : Optional.of(
                        at(
                                decision,
                                Cause.of(strongest.kind()),
                                wish,
                                strongest.allowed(),
                                strongest.because()));
    }

    /// What the rules with the lowest opinion want, where the count is kept for another reason.
    private static int fewest(Decision decision) {
        return decision.opinions().stream()
                .mapToInt(Opinion::wanted)
                .filter(count -> count < decision.wanted())
                .max()
                .orElse(decision.wanted());
    }

    private static Hold at(
            Decision decision, Cause cause, int wished, int allowed, String because) {
        return new Hold(
                decision.pod(),
                decision.at(),
                decision.until(),
                wished > decision.wanted() ? Direction.MORE : Direction.FEWER,
                cause,
                wished,
                allowed,
                because);
    }

    /// Whether a later hold is the same one, going on.
    public boolean isContinuedBy(Hold later) {
        return cause == later.cause
                && direction == later.direction
                && !later.from.isBefore(from)
                && !later.from.isAfter(until.plus(APART));
    }

    /// This hold with a later one that continues it.
    public Hold with(Hold later) {
        return new Hold(
                pod,
                from,
                later.until.isAfter(until) ? later.until : until,
                direction,
                cause,
                direction == Direction.MORE
                        ? Math.max(wished, later.wished)
                        : Math.min(wished, later.wished),
                later.allowed,
                later.because);
    }

    public boolean overlaps(HistoryRange range) {
        return !until.isBefore(range.from()) && !from.isAfter(range.to());
    }

    /// The holds of a pod's decisions, oldest first, joined where they continue each other.
    ///
    /// @param decisions oldest first
    public static List<Hold> of(List<Decision> decisions) {
        List<Hold> holds = new ArrayList<>();
        for (Decision decision : decisions) {
            of(decision)
                    .ifPresent(
                            hold -> {
                                boolean goesOn =
                                        !holds.isEmpty() && holds.getLast().isContinuedBy(hold);
                                if (goesOn) {
                                    holds.add(holds.removeLast().with(hold));
                                } else {
                                    holds.add(hold);
                                }
                            });
        }
        return holds;
    }
}
