package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.spec.NodeLimits;

/// The machine that a simulated cloud runs on, and the cost of a node's start on it.
///
/// @param cores processors
/// @param memoryBytes memory without swap
/// @param engineCpuSeconds processor time that the engine takes to create and start a container,
///     outside the node's limit
/// @param startCpuSeconds processor time that a node's program takes until it answers, within the
///     node's limit
public record SimulatedHost(
        HostName name,
        double cores,
        long memoryBytes,
        double engineCpuSeconds,
        double startCpuSeconds) {

    private static final HostName NAME = HostName.of("simulated");
    private static final long GIB = 1024 * NodeLimits.MIB;

    /// As `docs/decisions/0014-a-cheap-start.md` measured it.
    private static final double ENGINE_CPU_SECONDS = 0.7;

    private static final double START_CPU_SECONDS = 0.3;

    /// More than any test or benchmark needs, and starts that cost nothing.
    public static final SimulatedHost VAST = new SimulatedHost(NAME, 10_000, 16 * 1024 * GIB, 0, 0);

    /// A typical machine.
    public static final SimulatedHost USUAL = ofSize(8, 16 * GIB);

    public SimulatedHost {
        if (!(cores > 0 && cores <= 10_000)) {
            throw new IllegalArgumentException("A host cannot have " + cores + " cores");
        }
        if (memoryBytes <= 0) {
            throw new IllegalArgumentException("A host cannot have " + memoryBytes + " bytes");
        }
        if (!(engineCpuSeconds >= 0 && startCpuSeconds >= 0)) {
            throw new IllegalArgumentException("A start cannot take less than no time");
        }
    }

    /// A machine of a size, with starts that cost as much as they do with Docker.
    public static SimulatedHost ofSize(double cores, long memoryBytes) {
        return new SimulatedHost(NAME, cores, memoryBytes, ENGINE_CPU_SECONDS, START_CPU_SECONDS);
    }

    /// The same machine, with starts that cost nothing.
    public SimulatedHost withFreeStarts() {
        return new SimulatedHost(name, cores, memoryBytes, 0, 0);
    }
}
