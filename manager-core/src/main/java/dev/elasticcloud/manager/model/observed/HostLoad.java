package dev.elasticcloud.manager.model.observed;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How busy the balancer's machine is, as read inside the balancer's container.
///
/// @param busyCores processors' worth of time used since the previous reading; empty at the first
/// @param availableBytes memory that programs could still get
/// @param cpuPressure as in [HostReading]
public record HostLoad(
        Instant at,
        OptionalDouble busyCores,
        OptionalLong availableBytes,
        OptionalDouble cpuPressure) {}
