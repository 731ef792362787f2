package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.ShowHost.Processors;
import dev.elasticcloud.manager.model.observed.HostLoad;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/// Works out how busy the balancer's machine is from readings about a second apart. Ticks of a
/// hundredth of a second are too coarse for less, and the whole of /proc/stat is made anew for each
/// reading. Safe for use by several threads.
final class HostMeter {

    private static final Duration LEAST_SPACING = Duration.ofMillis(800);

    /// What the load is a mean over: short enough for a decision, long enough to bear the chance of
    /// a single second.
    private static final Duration WINDOW = Duration.ofSeconds(2);

    /// From then on a reading says nothing of now.
    private static final Duration STALE = Duration.ofSeconds(10);

    private record Reading(Instant at, Processors processors) {}

    private final InstantSource clock;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private @Nullable Instant asked;
    private @Nullable HostLoad last;

    HostMeter(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether it is time for the next reading.
    synchronized boolean isDue() {
        return asked == null || passed(asked, clock.instant(), LEAST_SPACING);
    }

    /// Takes in an answer to [ShowHost#QUESTION].
    synchronized void take(String output) {
        Instant now = clock.instant();
        asked = now;
        last = ShowHost.of(output).map(host -> load(host, now)).orElse(null);
        if (last == null) {
            readings.clear();
        }
    }

    /// The load at the last reading; empty when there is none that is recent.
    synchronized Optional<HostLoad> load() {
        Instant now = clock.instant();
        return Optional.ofNullable(last).filter(load -> !passed(load.at(), now, STALE));
    }

    private HostLoad load(ShowHost host, Instant now) {
        return new HostLoad(
                now,
                host.processors().map(p -> busy(p, now)).orElse(OptionalDouble.empty()),
                host.availableBytes(),
                host.cpuPressure());
    }

    private OptionalDouble busy(Processors processors, Instant now) {
        Reading latest = readings.peekLast();
        boolean begunAnew = latest != null && processors.busySince(latest.processors()).isEmpty();
        if (begunAnew || latest != null && passed(latest.at(), now, STALE)) {
            readings.clear();
        }
        readings.addLast(new Reading(now, processors));
        // the first is kept until the second alone covers the window
        while (readings.size() > 2 && second(readings).at().plus(WINDOW).compareTo(now) <= 0) {
            readings.removeFirst();
        }
        return processors.busySince(readings.getFirst().processors());
    }

    private static Reading second(Deque<Reading> readings) {
        return readings.stream().skip(1).findFirst().orElseThrow();
    }

    private static boolean passed(Instant since, Instant now, Duration time) {
        return !since.plus(time).isAfter(now);
    }
}
