package dev.elasticcloud.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Runs 100,000 jobs through a real store while the manager is killed ten times. Nodes are
/// simulated; the process, the kills and the file are real.
final class LedgerBenchmark implements Benchmark {

    private static final int JOBS = 100_000;
    private static final int KILLS = 10;
    private static final long SEED = 20_260_301;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String about() {
        return "100,000 jobs while the manager is killed ten times: none lost, none doubled";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        Path data = Files.createTempDirectory("elastic-cloud-ledger");
        try {
            bench.say("%,d jobs and %d kills, seed %d", JOBS, KILLS, SEED);
            bench.say("%10s  %8s  %8s  %8s  %10s", "after", "store", "open", "running", "back in");
            LedgerRun run =
                    new LedgerRun(
                            bench.options().home(),
                            data,
                            JOBS,
                            KILLS,
                            SEED,
                            kill ->
                                    bench.say(
                                            "%,10d  %8s  %,8d  %,8d  %,7d ms",
                                            kill.afterJobs(),
                                            kill.store(),
                                            kill.open(),
                                            kill.running(),
                                            kill.openMillis()));
            report(bench, run.run());
        } finally {
            delete(data);
        }
    }

    private void report(BenchContext bench, LedgerRun.Figures figures) throws IOException {
        bench.say(
                "%,d jobs in %.1f s including restarts: %,.0f per second",
                figures.jobs(), figures.seconds(), figures.jobsPerSecond());
        bench.say(
                "completed %,d + failed %,d + cancelled %,d; %,d were run again, each with a"
                        + " record",
                figures.completed(), figures.failed(), figures.cancelled(), figures.repeated());
        bench.say(
                "missing %d, doubled %d, not ended %d, unexplained %d",
                figures.missing(), figures.doubled(), figures.unended(), figures.unexplained());
        bench.say(
                "sums %s, the store %s, %.1f MB",
                figures.sumsHold() ? "hold" : "DO NOT HOLD",
                figures.opensClean() ? "opened without damage" : "WAS DAMAGED",
                figures.megabytes());
        bench.leave(name(), figures);
        if (!figures.holds()) {
            throw new IllegalStateException("The ledger is wrong: see the figures above");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
