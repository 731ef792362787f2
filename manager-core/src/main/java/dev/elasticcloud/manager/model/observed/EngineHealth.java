package dev.elasticcloud.manager.model.observed;

/// Whether the container engine answers, and what it is.
///
/// @param kind `docker` or `simulated`
/// @param cpus processors of its host
/// @param memoryBytes memory of its host
/// @param detail why it does not answer; empty when it does
public record EngineHealth(
        boolean reachable, String kind, String version, int cpus, long memoryBytes, String detail) {

    public static final EngineHealth UNKNOWN =
            new EngineHealth(false, "unknown", "", 0, 0, "not asked yet");

    public EngineHealth unreachable(String why) {
        return new EngineHealth(false, kind, version, cpus, memoryBytes, why);
    }
}
