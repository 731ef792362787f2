package dev.elasticcloud.manager.model.spec;

/// What one node may use at most: processor share, memory and processes.
///
/// @param cpus cores, in steps of 0.01, from 0.01 to 512
/// @param memoryBytes memory without any swap, at least 6 MiB as Docker demands
/// @param pids processes and threads together
public record NodeLimits(double cpus, long memoryBytes, int pids) {

    public static final long MIB = 1024L * 1024L;
    private static final long LEAST_MEMORY = 6 * MIB;

    public NodeLimits {
        if (!(cpus >= 0.01 && cpus <= 512)) {
            throw new IllegalArgumentException(
                    "CPU limit " + cpus + " is out of range: give 0.01 to 512 cores");
        }
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException(
                    "Memory limit "
                            + memoryBytes
                            + " bytes is too small: give at least "
                            + LEAST_MEMORY / MIB
                            + " MB");
        }
        if (pids < 8 || pids > 32_768) {
            throw new IllegalArgumentException(
                    "Process limit " + pids + " is out of range: give 8 to 32768");
        }
    }

    public static NodeLimits of(double cpus, int memoryMib) {
        return new NodeLimits(cpus, memoryMib * MIB, 64);
    }

    /// The limit in the unit of Docker's `NanoCpus`.
    public long nanoCpus() {
        return Math.round(cpus * 1e9);
    }

    public long memoryMib() {
        return memoryBytes / MIB;
    }

    public NodeLimits withCpus(double changed) {
        return new NodeLimits(changed, memoryBytes, pids);
    }

    public NodeLimits withMemoryBytes(long changed) {
        return new NodeLimits(cpus, changed, pids);
    }
}
