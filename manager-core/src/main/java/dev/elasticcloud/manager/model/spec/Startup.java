package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.Durations;
import java.time.Duration;

/// How a pod's nodes start.
///
/// @param deadline how long a started node may take to answer its first health probe; one that
///     takes longer is replaced
/// @param initialisation how long after its start a node's usage counts as that of starting, and
///     is no reason to grow
public record Startup(Duration deadline, Duration initialisation) {

    public static final Duration LEAST_DEADLINE = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofHours(24);

    public static final Startup STANDARD =
            new Startup(Duration.ofSeconds(60), Duration.ofSeconds(5));

    public Startup {
        within("start deadline", deadline, LEAST_DEADLINE);
        within("initialisation", initialisation, Duration.ZERO);
    }

    public Startup withDeadline(Duration changed) {
        return new Startup(changed, initialisation);
    }

    public Startup withInitialisation(Duration changed) {
        return new Startup(deadline, changed);
    }

    private static void within(String what, Duration given, Duration least) {
        if (given.compareTo(least) < 0 || given.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The %s must be from %s to %s, not %s"
                            .formatted(
                                    what,
                                    Durations.format(least),
                                    Durations.format(LONGEST),
                                    given.isNegative() ? given : Durations.format(given)));
        }
    }
}
