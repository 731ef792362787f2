package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Direction;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler.Course;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The limits that kept a calculated count from what its rules asked for, each with its figure.
final class Limits {

    private Limits() {}

    /// If the host limited the count, the limits that would have allowed more had no effect.
    static List<Brake> of(StandardAutoscaler.Calculation calculation) {
        List<Brake> byHost = calculation.braked().brakes();
        return byHost.isEmpty() ? byRules(calculation) : byHost;
    }

    private static List<Brake> byRules(StandardAutoscaler.Calculation calculation) {
        Elasticity bounds = calculation.input().pod().elasticity();
        int current = calculation.current();
        int spares = StandardAutoscaler.spares(calculation.input().signals());
        List<Brake> brakes = new ArrayList<>();
        if (calculation.floorsAlone()) {
            brakes.add(
                    new Brake(
                            Kind.FLOOR, current, "forecasts and schedules alone remove no nodes"));
        }
        switch (calculation.result().course()) {
            case Course.SwitchedOff ignored ->
                    brakes.add(new Brake(Kind.MAX, 0, "the count is zero"));
            case Course.PutRight ignored ->
                    brakes.add(current < bounds.min() ? min(bounds) : max(bounds));
            case Course.Unreadable ignored ->
                    brakes.add(
                            new Brake(
                                    Kind.BLIND,
                                    current,
                                    "no nodes are removed while %s has no data"
                                            .formatted(String.join(", ", blind(calculation)))));
            case Course.Followed followed -> {
                if (followed.calmed() > followed.asked()) {
                    brakes.add(
                            new Brake(
                                    Kind.COOLDOWN,
                                    followed.calmed(),
                                    "%d were wanted within the cooldown of %d s"
                                            .formatted(
                                                    followed.calmed(),
                                                    bounds.cooldown().toSeconds())));
                } else if (followed.calmed() < followed.asked()) {
                    brakes.add(
                            new Brake(
                                    Kind.COOLDOWN,
                                    followed.calmed(),
                                    "only %d were wanted all through the last %d s"
                                            .formatted(
                                                    followed.calmed(),
                                                    bounds.scaling()
                                                            .declared()
                                                            .up()
                                                            .calm()
                                                            .toSeconds())));
                }
                limit(followed.limited(), bounds, spares).ifPresent(brakes::add);
            }
        }
        return brakes;
    }

    private static List<String> blind(StandardAutoscaler.Calculation calculation) {
        List<ScalingRule> rules = calculation.input().pod().elasticity().scaling().rules();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (calculation.recommendations().get(i).kind() == Recommendation.Kind.BLIND) {
                names.add(rules.get(i).name());
            }
        }
        return names;
    }

    private static Optional<Brake> limit(
            ScalingRateLimit.Limited limited, Elasticity bounds, int spares) {
        String beside = spares > 0 ? "be added beside warm spares" : "be added";
        Optional<ScalingBehaviour> behaviour = Optional.ofNullable(bounds.scaling().behaviour());
        return switch (limited.reason()) {
            case WITHIN_RANGE -> Optional.empty();
            case TOO_FEW -> Optional.of(min(bounds));
            case TOO_MANY -> Optional.of(max(bounds));
            case UP_LIMIT ->
                    Optional.of(
                            new Brake(
                                    Kind.RATE,
                                    limited.replicas(),
                                    behaviour
                                            .map(b -> rate(b.up(), beside))
                                            .orElse(
                                                    "at most twice as many, or 4, may be reached at"
                                                            + " once")));
            case DOWN_LIMIT ->
                    Optional.of(
                            new Brake(
                                    Kind.RATE,
                                    limited.replicas(),
                                    behaviour
                                            .map(b -> rate(b.down(), "go"))
                                            .orElse("no more may go at once")));
        };
    }

    /// All steps of a direction: the most permissive one counts, or the least permissive one.
    private static String rate(Direction direction, String done) {
        if (direction.select() == Select.DISABLED) {
            return "no node may %s: scaling in this direction is off".formatted(done);
        }
        String both = direction.select() == Select.MAX ? " or " : " and ";
        List<ScalingBehaviour.Step> steps = direction.steps();
        Duration period = steps.getFirst().period();
        boolean together = steps.stream().allMatch(step -> step.period().equals(period));
        return together
                ? "at most %s may %s in %d s"
                        .formatted(
                                String.join(both, steps.stream().map(Limits::amount).toList()),
                                done,
                                period.toSeconds())
                : "at most %s may %s"
                        .formatted(
                                String.join(
                                        both,
                                        steps.stream()
                                                .map(
                                                        s ->
                                                                amount(s)
                                                                        + " in "
                                                                        + s.period().toSeconds()
                                                                        + " s")
                                                .toList()),
                                done);
    }

    private static String amount(ScalingBehaviour.Step step) {
        return switch (step.unit()) {
            case PERCENT -> step.value() + " %";
            case NODES -> step.value() + (step.value() == 1 ? " node" : " nodes");
        };
    }

    private static Brake min(Elasticity bounds) {
        return new Brake(Kind.MIN, bounds.min(), "min is " + bounds.min());
    }

    private static Brake max(Elasticity bounds) {
        return new Brake(Kind.MAX, bounds.max(), "max is " + bounds.max());
    }
}
