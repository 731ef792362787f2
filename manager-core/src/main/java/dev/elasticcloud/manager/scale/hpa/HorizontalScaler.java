package dev.elasticcloud.manager.scale.hpa;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit.Limited;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow.Calmed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One evaluation of a horizontal autoscaler: from each metric's proposal to the count.
///
/// The highest proposal counts; if a metric cannot be read, the count may grow but not shrink.
/// Then the stabilisation windows apply, then the rate limits, then the bounds. A count outside
/// its bounds is corrected at once, without reading any metric.
public final class HorizontalScaler {

    /// Kubernetes' documented default of the downscale stabilisation window.
    public static final Duration DEFAULT_CALM = Duration.ofMinutes(5);

    /// The input of one evaluation.
    ///
    /// @param behaviour absent for a workload that declares none
    /// @param calm the downscale stabilisation window when there is no behaviour
    /// @param ready spares that serve at once, which may be added beyond the rate limits of a
    ///     behaviour
    public record Turn(
            int current,
            int min,
            int max,
            List<MetricProposal> proposals,
            Optional<ScalingBehaviour> behaviour,
            Duration calm,
            int ready,
            Instant now) {
        public Turn {
            proposals = List.copyOf(proposals);
        }
    }

    /// What is remembered between evaluations.
    ///
    /// @param window the recent proposals; absent before the first evaluation
    public record Memory(
            @Nullable StabilizationWindow window, ScaleEvents grown, ScaleEvents shrunk) {
        public static final Memory NEW = new Memory(null, ScaleEvents.NONE, ScaleEvents.NONE);

        public Memory withWindow(StabilizationWindow changed) {
            return new Memory(changed, grown, shrunk);
        }

        /// With a change of the count, from which the rate limits of a behaviour are computed.
        public Memory noting(int change, Optional<ScalingBehaviour> behaviour, Instant at) {
            ScalingBehaviour declared = behaviour.orElse(null);
            if (change == 0 || declared == null) {
                return this;
            }
            return change > 0
                    ? new Memory(window, grown.with(change, declared.up(), at), shrunk)
                    : new Memory(window, grown, shrunk.with(-change, declared.down(), at));
        }
    }

    /// How a count was determined.
    public sealed interface Course {

        /// Zero replicas with a minimum above zero: the owner has switched the workload off.
        record SwitchedOff() implements Course {}

        /// The count lay outside its bounds.
        record PutRight() implements Course {}

        /// No metric could be read, or not all and the readable ones ask for fewer.
        record Unreadable(MetricProposal.Failed first) implements Course {}

        /// The count followed its metrics.
        ///
        /// @param asked the highest proposal
        /// @param calmed the proposal after stabilisation
        record Followed(int asked, int calmed, Limited limited) implements Course {}
    }

    /// The result of an evaluation.
    public record Result(int replicas, Course course, Memory memory) {}

    private HorizontalScaler() {}

    public static Result turn(Turn turn, Memory before) {
        StabilizationWindow window = before.window();
        if (window == null) {
            window = StabilizationWindow.startingAt(turn.current(), turn.now());
        }
        Memory memory = before.withWindow(window);
        int current = turn.current();
        if (current == 0 && turn.min() != 0) {
            return new Result(0, new Course.SwitchedOff(), memory);
        }
        if (current > turn.max()) {
            return changed(turn, turn.max(), new Course.PutRight(), memory);
        }
        if (current < turn.min()) {
            return changed(turn, turn.min(), new Course.PutRight(), memory);
        }
        MetricProposal.Failed failed = null;
        int asked = 0;
        int readable = 0;
        for (MetricProposal proposal : turn.proposals()) {
            switch (proposal) {
                case MetricProposal.Counted counted -> {
                    asked = readable == 0 ? counted.replicas() : max(asked, counted);
                    readable++;
                }
                case MetricProposal.Failed unread -> failed = failed == null ? unread : failed;
            }
        }
        if (failed != null && (readable == 0 || asked < current)) {
            return new Result(current, new Course.Unreadable(failed), memory);
        }
        return followed(turn, asked, window, memory);
    }

    private static int max(int asked, MetricProposal.Counted counted) {
        return Math.max(asked, counted.replicas());
    }

    private static Result followed(
            Turn turn, int asked, StabilizationWindow window, Memory memory) {
        Calmed calmed =
                turn.behaviour()
                        .map(b -> window.calm(turn.current(), asked, b, turn.now()))
                        .orElseGet(() -> window.highest(asked, turn.calm(), turn.now()));
        Limited limited =
                turn.behaviour()
                        .map(
                                b ->
                                        ScalingRateLimit.limit(
                                                turn.current(),
                                                calmed.replicas(),
                                                b,
                                                new ScalingRateLimit.Room(
                                                        turn.min(),
                                                        turn.max(),
                                                        memory.grown(),
                                                        memory.shrunk(),
                                                        turn.ready(),
                                                        turn.now())))
                        .orElseGet(
                                () ->
                                        ScalingRateLimit.limit(
                                                turn.current(),
                                                calmed.replicas(),
                                                turn.min(),
                                                turn.max()));
        return changed(
                turn,
                limited.replicas(),
                new Course.Followed(asked, calmed.replicas(), limited),
                memory.withWindow(calmed.remembered()));
    }

    private static Result changed(Turn turn, int replicas, Course course, Memory memory) {
        return new Result(
                replicas,
                course,
                memory.noting(replicas - turn.current(), turn.behaviour(), turn.now()));
    }
}
