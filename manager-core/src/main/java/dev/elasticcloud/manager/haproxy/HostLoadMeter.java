package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.ShowHost.Processors;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Computes the load of the balancer's machine from readings about a second apart: the kernel
/// counts in hundredths of a second, which is too coarse for less, and builds all of /proc/stat
/// for each reading. Safe for use by several threads.
final class HostLoadMeter {

    private static final Duration LEAST_SPACING = Duration.ofMillis(800);

    /// Age from which a reading is stale.
    private static final Duration STALE = Duration.ofSeconds(10);

    /// @param at steady time
    private record Reading(Instant at, Processors processors) {}

    private final ManagerClock clock;
    private final Deque<Reading> readings = new ArrayDeque<>();

    /// When the machine was last polled, in steady time.
    private @Nullable Instant asked;

    private @Nullable HostLoad last;

    HostLoadMeter(ManagerClock clock) {
        this.clock = clock;
    }

    /// Whether it is time for the next reading.
    synchronized boolean isDue() {
        return asked == null || passed(asked, clock.steady(), LEAST_SPACING);
    }

    /// Adds an answer to [ShowHost#COMMAND].
    synchronized void take(String output) {
        Instant now = clock.steady();
        asked = now;
        last = ShowHost.of(output).map(host -> load(host, now)).orElse(null);
        if (last == null) {
            readings.clear();
        }
    }

    /// The load at the last reading; empty when there is no recent one.
    synchronized Optional<HostLoad> load() {
        return asked == null || passed(asked, clock.steady(), STALE)
                ? Optional.empty()
                : Optional.ofNullable(last);
    }

    private HostLoad load(ShowHost host, Instant now) {
        return new HostLoad(
                clock.instant(),
                host.processors().map(p -> busy(p, now)).orElse(OptionalDouble.empty()),
                host.availableBytes(),
                host.cpuPressure());
    }

    private OptionalDouble busy(Processors processors, Instant now) {
        Reading latest = readings.peekLast();
        if (latest != null
                && (passed(latest.at(), now, STALE)
                        || processors.busySince(latest.processors()).isEmpty())) {
            readings.clear();
        }
        readings.addLast(new Reading(now, processors));
        // the first stays until the second alone covers the window
        while (readings.size() > 2 && passed(second().at(), now, HostReading.WINDOW)) {
            readings.removeFirst();
        }
        return processors.busySince(readings.getFirst().processors());
    }

    private Reading second() {
        return readings.stream().skip(1).findFirst().orElseThrow();
    }

    private static boolean passed(Instant since, Instant now, Duration time) {
        return !since.plus(time).isAfter(now);
    }
}
