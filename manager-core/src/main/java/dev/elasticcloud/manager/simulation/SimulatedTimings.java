package dev.elasticcloud.manager.simulation;

import java.time.Duration;

/// How long each step takes in the simulation.
///
/// @param build time to build an image
/// @param start time to create and start a container on an idle host
/// @param ready time from its start until a node answers its probes, on such a host
/// @param job CPU seconds of a job with default parameters, per CPU of its pod's limit
public record SimulatedTimings(Duration build, Duration start, Duration ready, Duration job) {

    /// About what a small machine with Docker needs.
    public static final SimulatedTimings LIFELIKE =
            new SimulatedTimings(
                    Duration.ofMillis(1500),
                    Duration.ofMillis(280),
                    Duration.ofMillis(500),
                    Duration.ofMillis(80));

    /// Jobs take a moment and everything else no time; for tests of behaviour, not of speed.
    public static final SimulatedTimings INSTANT =
            new SimulatedTimings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(4));
}
