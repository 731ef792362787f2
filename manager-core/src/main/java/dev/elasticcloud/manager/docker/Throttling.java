package dev.elasticcloud.manager.docker;

import com.fasterxml.jackson.databind.JsonNode;

/// How often the kernel stopped a container at its own processor limit, as counted since the
/// container's start. Docker reports it in one form for cgroup v1 and v2.
///
/// @param periods periods of the limit, 100 ms each, in which the container wanted to run
/// @param throttled those in which it was stopped
record Throttling(long periods, long throttled) {

    /// @param cpu the `cpu_stats` of a container's statistics
    static Throttling of(JsonNode cpu) {
        JsonNode data = cpu.path("throttling_data");
        return new Throttling(
                data.path("periods").asLong(), data.path("throttled_periods").asLong());
    }

    /// Share of the periods since an earlier reading, 0 to 1; 0 when it was idle.
    double shareSince(Throttling earlier) {
        long passed = periods - earlier.periods;
        return passed <= 0
                ? 0
                : Math.clamp((double) (throttled - earlier.throttled) / passed, 0, 1);
    }
}
