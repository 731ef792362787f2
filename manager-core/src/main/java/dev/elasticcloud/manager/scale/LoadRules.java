package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.kpa.PodAutoscaler;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/// The rules based on a pod's jobs and on the clock.
final class LoadRules {

    private LoadRules() {}

    static Recommendation concurrency(
            ScalingRule.Concurrency rule, RuleInput input, RuleMemory before) {
        Signals signals = input.signals();
        int slots = input.pod().slots();
        RuleMemory.Concurrency past =
                before instanceof RuleMemory.Concurrency known
                        ? known
                        : new RuleMemory.Concurrency(
                                SlidingMean.EMPTY,
                                PodAutoscaler.Memory.startingWith(
                                        rule.panicThreshold() < 1000 ? signals.online() : 0,
                                        signals.steady()));
        int jobs = signals.running() + signals.queued();
        SlidingMean means = past.jobs().with(jobs, signals.steady(), rule.stableWindow());
        double stable = over(rule.stableWindow(), jobs, means);
        double panic = over(rule.panicWindow(), jobs, means);
        double target = rule.utilisation() * slots;
        PodAutoscaler.Result result =
                PodAutoscaler.turn(
                        new PodAutoscaler.Settings(
                                target,
                                slots,
                                rule.burst(),
                                rule.panicThreshold(),
                                rule.upRate(),
                                rule.downRate(),
                                rule.stableWindow(),
                                rule.downDelay(),
                                true,
                                1),
                        new PodAutoscaler.Seen(signals.online(), stable, panic, signals.steady()),
                        past.panic());
        return Recommendation.count(
                result.pods(),
                () -> because(rule, signals, target, result.panicking() ? panic : stable, result),
                new RuleMemory.Concurrency(means, result.memory()));
    }

    /// The shortest window is the present moment: a burst counts in full at once, however often
    /// the rule ran in the last second.
    private static double over(Duration window, int jobs, SlidingMean means) {
        return isMoment(window) ? jobs : means.over(window);
    }

    private static boolean isMoment(Duration window) {
        return window.toSeconds() <= 1;
    }

    private static String because(
            ScalingRule.Concurrency rule,
            Signals signals,
            double target,
            double jobs,
            PodAutoscaler.Result result) {
        Duration window = result.panicking() ? rule.panicWindow() : rule.stableWindow();
        String mean =
                isMoment(window)
                        ? "%d running + %d queued".formatted(signals.running(), signals.queued())
                        : "%s jobs, the mean of %d s"
                                .formatted(Numbers.format(jobs, 2), window.toSeconds());
        String panic = result.panicking() ? ", in panic, which never shrinks" : "";
        return "ceil((%s) / %s a node) = %d%s"
                .formatted(mean, Numbers.format(target, 2), result.pods(), panic);
    }

    static Recommendation forecast(ScalingRule.Forecast rule, RuleInput input, RuleMemory before) {
        LoadForecaster past =
                before instanceof RuleMemory.Forecast known
                        ? known.forecaster()
                        : LoadForecaster.NONE;
        LoadForecaster.Forecast forecast =
                past.forecast(
                        input.load(),
                        input.current(),
                        input.current() >= input.pod().elasticity().max(),
                        input.signals(),
                        rule);
        RuleMemory memory = new RuleMemory.Forecast(forecast.after());
        if (!forecast.known()) {
            return new Recommendation(
                    Recommendation.Kind.ABSTAIN,
                    input.current(),
                    () -> "has not yet seen enough for a forecast",
                    memory);
        }
        // When the minimum is 0, uncertainty alone keeps no node.
        boolean none =
                input.pod().elasticity().min() == 0
                        && input.load() == 0
                        && RuleInput.nodes(forecast.demand()) <= 0;
        if (none) {
            return Recommendation.count(0, () -> "no load is forecast", memory);
        }
        int foreseen = Math.max(0, RuleInput.nodes(forecast.demand() + forecast.margin()));
        int spares = doubtCoveredBySpares(foreseen, forecast, input);
        return Recommendation.count(
                foreseen - spares, () -> because(forecast, foreseen, spares), memory);
    }

    /// How many of the nodes wanted only for uncertainty need not run, because a warm spare can
    /// serve at once if they turn out to be needed.
    private static int doubtCoveredBySpares(
            int foreseen, LoadForecaster.Forecast forecast, RuleInput input) {
        HostSignals host = input.signals().host();
        int doubted = foreseen - Math.max(0, RuleInput.nodes(forecast.demand()));
        return host == null ? 0 : Math.clamp(host.spares(), 0, Math.max(0, doubted));
    }

    private static String because(LoadForecaster.Forecast forecast, int foreseen, int spares) {
        return "in %s s the load will be %s nodes, mostly by %s, and %s for its errors: ceil(%s) = %d%s"
                .formatted(
                        Numbers.format(forecast.ahead().toMillis() / 1000.0, 2),
                        Numbers.format(forecast.demand(), 2),
                        forecast.mostly(),
                        Numbers.format(forecast.margin(), 2),
                        Numbers.format(forecast.demand() + forecast.margin(), 2),
                        foreseen,
                        spares == 0 ? "" : ", less %d for a warm spare".formatted(spares));
    }

    static Recommendation schedule(ScalingRule.Schedule rule, RuleInput input) {
        ZonedDateTime now = input.signals().at().atZone(rule.zone());
        int wanted = -1;
        for (ScalingRule.Schedule.Entry entry : rule.entries()) {
            if (inForce(entry, now)) {
                wanted = Math.max(wanted, entry.nodes());
            }
        }
        int least = wanted;
        return least < 0
                ? new Recommendation(
                        Recommendation.Kind.ABSTAIN,
                        input.current(),
                        () -> "nothing is scheduled now",
                        RuleMemory.None.INSTANCE)
                : Recommendation.count(
                        least,
                        () -> "at least %d are scheduled now".formatted(least),
                        RuleMemory.None.INSTANCE);
    }

    /// A period over midnight belongs to the day on which it begins.
    private static boolean inForce(ScalingRule.Schedule.Entry entry, ZonedDateTime now) {
        LocalTime time = now.toLocalTime();
        boolean overnight = entry.until().isBefore(entry.from());
        boolean begun = !time.isBefore(entry.from());
        boolean over = !time.isBefore(entry.until());
        if (!overnight) {
            return begun && !over && entry.days().contains(now.getDayOfWeek());
        }
        return begun && entry.days().contains(now.getDayOfWeek())
                || !over && entry.days().contains(now.getDayOfWeek().minus(1));
    }
}
