package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.DecisionMemory;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.brake.BrakeRecord;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.ScaleEvents;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow;
import dev.elasticcloud.manager.scale.kpa.DelayWindow;
import dev.elasticcloud.manager.scale.kpa.PodAutoscaler;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The autoscaler's memory as data for the record, and back. The record holds only what the
/// evaluation at hand depends on: it is small, and gives exactly the same decision.
final class MemoryRecord {

    private MemoryRecord() {}

    static DecisionMemory of(ScaleMemory memory, PodSpec pod, Signals signals) {
        HorizontalScaler.Memory course = memory.course();
        SortedMap<String, DecisionMemory.Rule> rules = new TreeMap<>();
        for (ScalingRule rule : pod.elasticity().scaling().rules()) {
            of(memory.of(rule.name()), rule, signals)
                    .ifPresent(recorded -> rules.put(rule.name(), recorded));
        }
        return new DecisionMemory(
                window(course.window(), pod.elasticity(), signals.steady()),
                counts(course.grown()),
                counts(course.shrunk()),
                rules,
                BrakeRecord.of(memory.brakes(), signals));
    }

    private static @Nullable List<DecisionMemory.Count> window(
            @Nullable StabilizationWindow window, Elasticity elasticity, Instant now) {
        return window == null
                ? null
                : window
                        .decisive(
                                Optional.ofNullable(elasticity.scaling().behaviour()),
                                elasticity.cooldown(),
                                now)
                        .proposals()
                        .stream()
                        .map(p -> new DecisionMemory.Count(p.replicas(), p.at()))
                        .toList();
    }

    private static List<DecisionMemory.Count> counts(ScaleEvents events) {
        return events.events().stream()
                .map(e -> new DecisionMemory.Count(e.change(), e.at()))
                .toList();
    }

    private static Optional<DecisionMemory.Rule> of(
            RuleMemory memory, ScalingRule rule, Signals signals) {
        return switch (memory) {
            case RuleMemory.None ignored -> Optional.empty();
            case RuleMemory.Use use ->
                    Optional.of(new DecisionMemory.Rule(use.busy().record(), null, null));
            case RuleMemory.Concurrency jobs ->
                    Optional.of(
                            new DecisionMemory.Rule(
                                    jobs.jobs().record(), panic(jobs.panic()), null));
            case RuleMemory.Forecast forecast ->
                    Optional.of(
                            new DecisionMemory.Rule(
                                    null, null, learned(forecast.forecaster(), rule, signals)));
        };
    }

    private static DecisionMemory.Panic panic(PodAutoscaler.Memory memory) {
        return new DecisionMemory.Panic(
                memory.panicSince(),
                memory.panicPeak(),
                memory.delay().peaks().stream()
                        .map(p -> new DecisionMemory.Peak(p.slot(), p.count()))
                        .toList());
    }

    /// Of the seasons, a forecast looks at two parts only; its earlier forecasts teach it for the
    /// next time.
    private static DecisionMemory.Learned learned(
            LoadForecaster forecaster, ScalingRule rule, Signals signals) {
        long now = signals.at().getEpochSecond();
        long then = now + LoadForecaster.secondsAhead(signals.provisioning());
        boolean seasons = rule instanceof ScalingRule.Forecast forecast && forecast.seasons();
        return new DecisionMemory.Learned(
                forecaster.tickMillis,
                forecaster.newest,
                forecaster.seen,
                Arrays.stream(forecaster.means).boxed().toList(),
                Arrays.stream(forecaster.errors).boxed().toList(),
                forecaster.sigma,
                forecaster.k,
                seasons ? forecaster.day.parts(now, then) : Map.of(),
                seasons ? forecaster.week.parts(now, then) : Map.of());
    }

    /// The recorded memory.
    static ScaleMemory read(DecisionMemory memory) {
        Map<String, RuleMemory> rules = new HashMap<>();
        memory.rules().forEach((name, rule) -> rules.put(name, read(rule)));
        List<DecisionMemory.Count> window = memory.window();
        return new ScaleMemory(
                new HorizontalScaler.Memory(
                        window == null
                                ? null
                                : new StabilizationWindow(
                                        window.stream()
                                                .map(
                                                        c ->
                                                                new StabilizationWindow.Proposal(
                                                                        c.nodes(), c.at()))
                                                .toList()),
                        events(memory.grown()),
                        events(memory.shrunk())),
                new ScaleMemory.Change(0, Optional.empty(), Instant.EPOCH),
                rules,
                BrakeRecord.read(memory.brakes()));
    }

    private static ScaleEvents events(List<DecisionMemory.Count> counts) {
        return new ScaleEvents(
                counts.stream().map(c -> new ScaleEvents.Event(c.nodes(), c.at(), false)).toList());
    }

    private static RuleMemory read(DecisionMemory.Rule rule) {
        DecisionMemory.Learned learned = rule.learned();
        if (learned != null) {
            return new RuleMemory.Forecast(read(learned));
        }
        DecisionMemory.Mean mean = rule.mean();
        SlidingMean read = mean == null ? SlidingMean.EMPTY : SlidingMean.of(mean);
        DecisionMemory.Panic panic = rule.panic();
        return panic == null
                ? new RuleMemory.Use(read)
                : new RuleMemory.Concurrency(
                        read,
                        new PodAutoscaler.Memory(
                                panic.since(),
                                panic.peak(),
                                new DelayWindow(
                                        panic.slots().stream()
                                                .map(p -> new DelayWindow.Peak(p.slot(), p.count()))
                                                .toList())));
    }

    private static LoadForecaster read(DecisionMemory.Learned learned) {
        return new LoadForecaster(
                learned.tickMillis(),
                learned.newest(),
                learned.seen(),
                learned.means().stream().mapToDouble(Double::doubleValue).toArray(),
                learned.errors().stream().mapToDouble(Double::doubleValue).toArray(),
                learned.sigma(),
                learned.k(),
                LoadForecaster.noneKept(),
                SeasonalProfile.day().with(learned.day()),
                SeasonalProfile.week().with(learned.week()));
    }
}
