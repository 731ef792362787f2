package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.Arrays;

/// One node's life in a fixed number of steps of time. A step is addressed by its number since 1970;
/// the newest overwrites the oldest.
final class LifeLine {

    /// How many steps there are.
    static final int STEPS = 360;

    private static final LifePhase[] PHASES = LifePhase.values();

    private final PodName pod;
    private final NodeName node;
    private final byte[] phases = new byte[STEPS];
    private final float[] cpus = new float[STEPS];

    LifeLine(PodName pod, NodeName node) {
        this.pod = pod;
        this.node = node;
        Arrays.fill(cpus, Float.NaN);
    }

    PodName pod() {
        return pod;
    }

    NodeName node() {
        return node;
    }

    static int slot(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }

    LifePhase phase(long step) {
        return phaseIn(slot(step));
    }

    /// The phase in a slot; for loops over many steps, where a division for each would be slow.
    LifePhase phaseIn(int slot) {
        return PHASES[phases[slot]];
    }

    float cpuIn(int slot) {
        return cpus[slot];
    }

    /// Processor usage as a share of the node's limit; `NaN` while unknown.
    float cpu(long step) {
        return cpus[slot(step)];
    }

    void set(long step, LifePhase phase) {
        phases[slot(step)] = (byte) phase.ordinal();
    }

    void set(long step, LifePhase phase, float cpu) {
        set(step, phase);
        cpus[slot(step)] = cpu;
    }

    void clear(long step) {
        set(step, LifePhase.ABSENT, Float.NaN);
    }

    boolean lived(long from, long to) {
        int slot = slot(from);
        for (long step = from; step <= to; step++) {
            if (phases[slot] != 0) {
                return true;
            }
            slot = slot + 1 == STEPS ? 0 : slot + 1;
        }
        return false;
    }
}
