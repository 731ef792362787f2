package dev.elasticcloud.manager.scale.brake;

import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a pod from growing when its hosts lack capacity or more nodes would not help: when no
/// host has room, the processors are fully used, a node would serve too late, or the last growth
/// had no effect.
public final class HostBrakes {

    /// A host that was full within this time still counts as full, so that the count does not
    /// follow every dip in its load.
    static final Duration SATURATION_MEMORY = Duration.ofSeconds(4);

    private static final Duration RATE_WINDOW = Duration.ofSeconds(5);
    private static final Duration LONGEST_RATE_WINDOW = Duration.ofSeconds(30);

    /// The fewest seconds with a queue that give a meaningful rate.
    private static final double LEAST_SECONDS = 1;

    private static final Duration LEAST_START = Duration.ofSeconds(10);

    /// The input of the brakes.
    ///
    /// @param current how many nodes are wanted now
    /// @param wanted the count after rules, rates and bounds
    /// @param floor scheduled nodes, which only a full host withholds
    /// @param min nodes that no brake withholds
    public record Request(
            Signals signals, HostSignals host, int current, int wanted, int floor, int min) {}

    /// The result of the brakes.
    ///
    /// @param brakes those that limit the count; empty if none does
    public record Result(int wanted, List<Brake> brakes, BrakeMemory memory) {
        public Result {
            brakes = List.copyOf(brakes);
        }
    }

    private HostBrakes() {}

    public static Result apply(Request request, BrakeMemory before) {
        BrakeMemory memory = remember(request, before);
        List<Brake> holding = new ArrayList<>();
        if (request.wanted() > request.current()) {
            full(request).ifPresent(holding::add);
            saturated(request, memory.history()).ifPresent(holding::add);
            tooLate(request, memory.history()).ifPresent(holding::add);
        }
        noHelp(request, memory.growth()).ifPresent(holding::add);
        int wanted = holding.stream().mapToInt(Brake::allowed).min().orElse(request.wanted());
        return new Result(
                wanted, holding.stream().filter(b -> b.allowed() == wanted).toList(), memory);
    }

    /// What to remember when the brakes were skipped, because the count lay outside its bounds.
    public static BrakeMemory remember(Request request, BrakeMemory before) {
        Signals signals = request.signals();
        Instant now = signals.steady();
        Instant raised = request.current() > before.wanted() ? now : before.raised();
        ServiceHistory history =
                before.history()
                        .with(ServiceSample.of(signals, request.host(), starting(signals, raised)));
        return new BrakeMemory(
                history,
                before.growth().next(history, signals, request.current()),
                request.current(),
                raised);
    }

    /// Nodes still not started long after they were wanted are waiting for room and use nothing.
    private static boolean starting(Signals signals, @Nullable Instant raised) {
        Duration start = signals.provisioning().multipliedBy(3);
        return signals.starting() > 0
                && raised != null
                && signals.steady()
                        .isBefore(
                                raised.plus(
                                        start.compareTo(LEAST_START) > 0 ? start : LEAST_START));
    }

    private static Optional<Brake> full(Request request) {
        HostSignals host = request.host();
        int allowed = Math.max(request.min(), request.current() + Math.max(0, host.room()));
        String lack = host.whyNoRoom();
        String because =
                host.room() > 0 || lack.isBlank()
                        ? "room for %d more".formatted(Math.max(0, host.room()))
                        : lack;
        return brake(
                request,
                Kind.HOST_FULL,
                allowed,
                because.startsWith("host full") ? because : "host full: " + because);
    }

    /// A pod whose nodes are at their own limit may grow even then, because others may be over
    /// their share. Nodes whose jobs wait for something else need no processor.
    private static Optional<Brake> saturated(Request request, ServiceHistory history) {
        int starved = 0;
        int throttled = 0;
        int waiting = 0;
        int most = 0;
        boolean saturated = false;
        for (ServiceSample sample : history.within(SATURATION_MEMORY, request.signals().steady())) {
            saturated |= sample.saturated();
            starved += sample.starved();
            throttled += sample.throttled();
            waiting += sample.waiting();
            most = Math.max(most, sample.starved());
        }
        if (!saturated || starved == 0 || starved < throttled || starved < waiting) {
            return Optional.empty();
        }
        int now = request.host().starved() > 0 ? request.host().starved() : most;
        return brake(
                request,
                Kind.SATURATED,
                Math.max(request.current(), request.floor()),
                "the host's %s cores are in full use and %d of %d nodes %s starved"
                        .formatted(
                                Numbers.format(request.host().cores(), 1),
                                now,
                                Math.max(now, request.signals().online()),
                                now == 1 ? "is" : "are"));
    }

    /// A warm spare serves at once, so it is never too late.
    private static Optional<Brake> tooLate(Request request, ServiceHistory history) {
        Signals signals = request.signals();
        Served lately = lately(history, signals.steady());
        double surplus = lately.rate() - signals.arrivalRate();
        if (signals.queued() == 0 || lately.seconds() < LEAST_SECONDS || surplus <= 0) {
            return Optional.empty();
        }
        double drained = signals.queued() / surplus;
        double start = signals.provisioning().toNanos() / 1e9;
        if (drained >= start) {
            return Optional.empty();
        }
        String arriving =
                signals.arrivalRate() < 0.05
                        ? ""
                        : " with %s arriving".formatted(Numbers.format(signals.arrivalRate(), 1));
        return brake(
                request,
                Kind.TOO_LATE,
                Math.max(request.current() + Math.max(0, request.host().spares()), request.floor()),
                "the queue of %d drains in %s s at %s jobs/s%s; a node takes %s s"
                        .formatted(
                                signals.queued(),
                                Numbers.format(drained, 1),
                                Numbers.format(lately.rate(), 1),
                                arriving,
                                Numbers.format(start, 1)));
    }

    /// Over a few seconds, or over two jobs' time if jobs are long, because they end in bursts.
    private static Served lately(ServiceHistory history, Instant now) {
        double jobSeconds = history.lately(RATE_WINDOW, now).jobSeconds();
        Duration twoJobs = Duration.ofMillis((long) (2000 * jobSeconds));
        Duration window = twoJobs.compareTo(RATE_WINDOW) > 0 ? twoJobs : RATE_WINDOW;
        return history.lately(
                window.compareTo(LONGEST_RATE_WINDOW) > 0 ? LONGEST_RATE_WINDOW : window, now);
    }

    private static Optional<Brake> noHelp(Request request, GrowthReview growth) {
        return growth.held()
                .flatMap(
                        hold ->
                                brake(
                                        request,
                                        Kind.NO_HELP,
                                        Math.max(hold.allowed(), request.floor()),
                                        hold.words()));
    }

    private static Optional<Brake> brake(Request request, Kind kind, int allowed, String because) {
        return allowed < request.wanted()
                ? Optional.of(new Brake(kind, allowed, because))
                : Optional.empty();
    }
}
