package dev.elasticcloud.manager.scale.kpa;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One evaluation of Knative's pod autoscaler.
///
/// The stable count is `ceil(mean of the stable window / target)`, the panic count is the same for
/// the short panic window; both stay within the rates. Panic starts when the panic count is
/// `panicThreshold` times the ready count; from then on the count only grows, until the threshold
/// has not been exceeded for a whole stable window. Source: Knative Serving documentation,
/// "Autoscaling concepts", and its autoscaler's own tests.
public final class PodAutoscaler {

    /// The settings.
    ///
    /// @param target concurrency that each pod should have
    /// @param capacity concurrency that each pod could have, at least the target
    /// @param burstCapacity concurrency that should always fit in addition; -1 is unlimited
    /// @param panicThreshold the ratio of wanted to ready pods that starts a panic
    /// @param reachable whether requests can arrive; if not, shrinking is not delayed
    /// @param activation the lowest count while there is any load
    public record Settings(
            double target,
            double capacity,
            double burstCapacity,
            double panicThreshold,
            double upRate,
            double downRate,
            Duration stableWindow,
            Duration downDelay,
            boolean reachable,
            int activation) {}

    /// The input of an evaluation: ready pods, and the mean concurrency over each window.
    public record Seen(int ready, double stable, double panic, Instant now) {}

    /// What is remembered between evaluations.
    ///
    /// @param panicSince when the threshold was last exceeded; absent outside a panic
    /// @param panicPeak the highest count of this panic
    public record Memory(@Nullable Instant panicSince, int panicPeak, DelayWindow delay) {

        public static final Memory CALM = new Memory(null, 0, DelayWindow.EMPTY);

        /// An autoscaler that starts with several pods starts in panic: it has no history yet, and
        /// must not shrink for that reason.
        public static Memory startingWith(int ready, Instant now) {
            return new Memory(ready > 1 ? now : null, ready, DelayWindow.EMPTY);
        }
    }

    /// The result of an evaluation.
    ///
    /// @param excessBurst concurrency that would fit beyond the wanted burst; negative if too
    ///     little
    public record Result(int pods, int excessBurst, boolean panicking, Memory memory) {}

    private PodAutoscaler() {}

    public static Result turn(Settings settings, Seen seen, Memory memory) {
        double ready = Math.max(1, seen.ready());
        double most = Math.ceil(settings.upRate() * ready);
        double least = settings.reachable() ? Math.floor(ready / settings.downRate()) : 0;
        double stableAsked = Math.ceil(seen.stable() / settings.target());
        double panicAsked = Math.ceil(seen.panic() / settings.target());
        int stable = within(settings, stableAsked, least, most);
        int panic = within(settings, panicAsked, least, most);

        boolean over = panicAsked / ready >= settings.panicThreshold();
        Instant since = memory.panicSince();
        int peak = memory.panicPeak();
        if (over) {
            since = seen.now();
        } else if (since != null && since.plus(settings.stableWindow()).isBefore(seen.now())) {
            since = null;
            peak = 0;
        }
        int pods = stable;
        if (since != null) {
            peak = Math.max(peak, Math.max(stable, panic));
            pods = peak;
        }
        DelayWindow delay = memory.delay();
        if (settings.reachable() && settings.downDelay().isPositive()) {
            delay = delay.with(pods, settings.downDelay(), seen.now());
            pods = delay.highest();
        }
        return new Result(
                pods, excessBurst(settings, seen), since != null, new Memory(since, peak, delay));
    }

    private static int within(Settings settings, double asked, double least, double most) {
        int count = (int) Math.min(Math.max(asked, least), most);
        return asked > 0 && settings.activation() > 1
                ? Math.max(count, settings.activation())
                : count;
    }

    private static int excessBurst(Settings settings, Seen seen) {
        if (settings.burstCapacity() == 0) {
            return 0;
        }
        if (settings.burstCapacity() < 0) {
            return -1;
        }
        double room = seen.ready() * settings.capacity();
        return (int) Math.floor(room - settings.burstCapacity() - seen.panic());
    }
}
