package dev.elasticcloud.lab.bench;

/// One benchmark.
interface Benchmark {

    /// Its name on the command line; its figures go to `NAME.json`.
    String name();

    /// What it measures, compared with what, in one line.
    String about();

    /// Runs the benchmark. Removes everything it started, even if it fails.
    void run(BenchContext bench) throws Exception;
}
