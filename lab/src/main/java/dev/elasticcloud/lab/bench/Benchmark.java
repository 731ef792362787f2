package dev.elasticcloud.lab.bench;

/// One thing that is measured.
interface Benchmark {

    /// What it is called on the command line; its figures go to `NAME.json`.
    String name();

    /// What it measures and against what, in one line.
    String about();

    /// Measures. What it started is gone when it returns, however it returns.
    void run(BenchContext bench) throws Exception;
}
