package dev.elasticcloud.manager.scale.brake;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.DecisionMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The brakes' memory as data for the record, and back. The record leaves out what the evaluation
/// at hand cannot depend on.
public final class BrakeRecord {

    private static final int QUEUEING = 1;
    private static final int STARTING = 2;
    private static final int SATURATED = 4;

    private BrakeRecord() {}

    public static DecisionMemory.Brakes of(BrakeMemory memory, Signals signals) {
        return new DecisionMemory.Brakes(
                memory.wanted(),
                memory.raised(),
                columns(relevant(memory, signals)),
                growth(memory.growth()));
    }

    /// Throughput matters only while jobs wait or recently did; otherwise the latest samples tell
    /// whether a host was full.
    private static List<ServiceSample> relevant(BrakeMemory memory, Signals signals) {
        if (signals.host() == null) {
            return List.of();
        }
        boolean loaded = signals.queued() > 0 || memory.growth().recentlyQueued(signals.steady());
        return loaded
                ? memory.history().samples()
                : memory.history().within(HostBrakes.SATURATION_MEMORY, signals.steady());
    }

    private static DecisionMemory.Samples columns(List<ServiceSample> samples) {
        Instant from = samples.isEmpty() ? Instant.EPOCH : samples.getFirst().at();
        return new DecisionMemory.Samples(
                from,
                samples.stream().map(s -> Duration.between(from, s.at()).toNanos()).toList(),
                samples.stream().map(s -> s.completions().orElse(-1)).toList(),
                samples.stream().map(ServiceSample::online).toList(),
                samples.stream().map(ServiceSample::running).toList(),
                samples.stream().map(BrakeRecord::flags).toList(),
                samples.stream().map(ServiceSample::throttled).toList(),
                samples.stream().map(ServiceSample::starved).toList(),
                samples.stream().map(ServiceSample::waiting).toList());
    }

    private static int flags(ServiceSample sample) {
        return (sample.queueing() ? QUEUEING : 0)
                + (sample.starting() ? STARTING : 0)
                + (sample.saturated() ? SATURATED : 0);
    }

    private static DecisionMemory.@Nullable Growth growth(GrowthReview review) {
        GrowthReview.Hold hold = review.hold();
        return review.equals(GrowthReview.NONE)
                ? null
                : new DecisionMemory.Growth(
                        hold == null
                                ? null
                                : new DecisionMemory.Hold(
                                        served(hold.before()),
                                        served(hold.after()),
                                        hold.allowed(),
                                        hold.pause(),
                                        hold.until()),
                        review.pause(),
                        review.limit(),
                        review.judged(),
                        review.queued());
    }

    private static DecisionMemory.Served served(Served served) {
        return new DecisionMemory.Served(
                served.nodes(),
                served.jobs(),
                served.seconds(),
                served.pieces(),
                served.scatter(),
                served.jobSeconds());
    }

    /// The recorded memory.
    public static BrakeMemory read(DecisionMemory.Brakes brakes) {
        return new BrakeMemory(
                new ServiceHistory(samples(brakes.samples())),
                review(brakes.growth()),
                brakes.wanted(),
                brakes.raised());
    }

    private static List<ServiceSample> samples(DecisionMemory.Samples columns) {
        List<ServiceSample> samples = new ArrayList<>();
        for (int i = 0; i < columns.nanos().size(); i++) {
            double completions = columns.completions().get(i);
            int flags = columns.flags().get(i);
            samples.add(
                    new ServiceSample(
                            columns.from().plusNanos(columns.nanos().get(i)),
                            completions < 0
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(completions),
                            columns.online().get(i),
                            columns.running().get(i),
                            (flags & QUEUEING) != 0,
                            (flags & STARTING) != 0,
                            (flags & SATURATED) != 0,
                            columns.throttled().get(i),
                            columns.starved().get(i),
                            columns.waiting().get(i)));
        }
        return samples;
    }

    private static GrowthReview review(DecisionMemory.@Nullable Growth growth) {
        if (growth == null) {
            return GrowthReview.NONE;
        }
        DecisionMemory.Hold hold = growth.hold();
        return new GrowthReview(
                hold == null
                        ? null
                        : new GrowthReview.Hold(
                                served(hold.before()),
                                served(hold.after()),
                                hold.allowed(),
                                hold.pause(),
                                hold.until()),
                growth.pause(),
                growth.limit(),
                growth.judged(),
                growth.queued());
    }

    private static Served served(DecisionMemory.Served served) {
        return new Served(
                served.nodes(),
                served.jobs(),
                served.seconds(),
                served.pieces(),
                served.scatter(),
                served.jobSeconds());
    }
}
