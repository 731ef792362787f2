package dev.elasticcloud.lab.bench.measure;

/// The present speed of the machine, by a bare loop, so that figures from different machines and
/// times can be compared.
public final class MachineSpeed {

    private static final long TURNS = 200_000_000;

    private MachineSpeed() {}

    public static double loopsPerSecond() {
        double best = 0;
        for (int attempt = 0; attempt < 3; attempt++) {
            long begun = System.nanoTime();
            long sum = turn();
            double seconds = (System.nanoTime() - begun) / 1e9;
            best = Math.max(best, sum == 0 ? 0 : TURNS / seconds);
        }
        return best;
    }

    private static long turn() {
        long state = System.nanoTime() | 1;
        for (long i = 0; i < TURNS; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        return state;
    }
}
