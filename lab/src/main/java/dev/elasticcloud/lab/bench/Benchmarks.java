package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/// The list of all benchmarks.
public final class Benchmarks {

    private static final List<Benchmark> ALL =
            List.of(
                    new BalancerBenchmark(),
                    new ChurnBenchmark(),
                    new CommandBenchmark(),
                    new EdgeBenchmark(),
                    new ElasticityBenchmark(),
                    new HostBenchmark(),
                    new LedgerBenchmark(),
                    new ManagerBenchmark(),
                    new ReactionBenchmark(),
                    new ScalingBenchmark());

    private Benchmarks() {}

    /// A line for each benchmark: its name and what it measures.
    public static String list() {
        return ALL.stream()
                .map(b -> "  %-12s %s".formatted(b.name(), b.about()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /// Runs one benchmark.
    ///
    /// @throws CloudException when no benchmark has this name, or when it fails
    public static void run(String name, BenchOptions options, PrintStream out) {
        Benchmark benchmark =
                ALL.stream()
                        .filter(b -> b.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CloudException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no benchmark '%s'. There are:%n%s"
                                                        .formatted(name, list())));
        try {
            benchmark.run(new BenchContext(options, out));
        } catch (CloudException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "The benchmark was interrupted", e);
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "Benchmark %s failed: %s".formatted(name, e), e);
        }
    }
}
