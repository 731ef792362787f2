package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// The time and memory that one decision about one pod takes, after a minute and after an hour of
/// one evaluation per second; the two must not differ.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    @Param({"70", "3610"})
    public int seconds;

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();
    private PodSpec pod = Pods.of(10, 1, 20, Scaling.DEFAULT);
    private Signals signals = Pods.signals(pod, 0, 0, 0, 0);
    private ScaleMemory memory = ScaleMemory.NOTHING;

    @Setup
    public void live() {
        for (int second = 0; second < seconds; second++) {
            signals = Pods.signals(pod, second, 20 + second % 17, second % 5, 0.6);
            memory = autoscaler.count(pod, signals, memory).memory();
        }
        signals = Pods.signals(pod, seconds, 30, 2, 0.62);
    }

    /// The decision with its explanation.
    @Benchmark
    public Evaluation decision() {
        return autoscaler.evaluate(pod, signals, memory);
    }

    /// The count alone, as trials compute it.
    @Benchmark
    public StandardAutoscaler.Count count() {
        return autoscaler.count(pod, signals, memory);
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(DecisionBenchmark.class.getSimpleName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
