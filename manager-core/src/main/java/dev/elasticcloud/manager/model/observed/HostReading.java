package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One machine's capacity, and its load from everything that runs on it, ours and others'.
///
/// @param cores processors
/// @param memoryBytes memory without swap
/// @param busyCores processors' worth of time used, averaged over [#WINDOW]; empty while unknown
/// @param availableBytes memory that programs could still get; empty while unknown
/// @param cpuPressure share of the last ten seconds (0 to 1) in which some program waited for a
///     processor, from the kernel's pressure stall information; empty where it has none
public record HostReading(
        HostName name,
        Instant at,
        double cores,
        long memoryBytes,
        OptionalDouble busyCores,
        OptionalLong availableBytes,
        OptionalDouble cpuPressure) {

    /// Short enough to follow a burst, long enough to be steady.
    public static final Duration WINDOW = Duration.ofSeconds(2);

    /// A host of which only the capacity is known.
    public static HostReading size(HostName name, Instant at, double cores, long memoryBytes) {
        return new HostReading(
                name,
                at,
                cores,
                memoryBytes,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty());
    }
}
