package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.session.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cloud bench`.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a benchmark, prints a table and writes the figures as JSON.",
            "Without a name, lists the benchmarks."
        },
        footer = {
            "  cloud bench reaction --out bench-out",
            "  cloud bench console --out bench-out",
            "  cloud bench elasticity --trace load.csv --out bench-out"
        })
public final class BenchCommand implements Callable<Integer> {

    /// The benchmark that consists of cases.
    private static final String HOST = "host";

    private final Programs programs;

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The benchmark.")
    @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for the figures; default: ${DEFAULT-VALUE}.")
    Path out = Path.of("bench-out");

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Recorded load, one 'time_s,requests' per line; can be repeated.")
    List<Path> traces = List.of();

    @Option(
            names = "--peak-nodes",
            paramLabel = "N",
            description = "Nodes that a trace's peak load needs; default: ${DEFAULT-VALUE}.")
    int peakNodes = 20;

    @Option(
            names = "--start-delay",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a node takes to start, such as 30s; default: 30s.")
    Duration startDelay = Duration.ofSeconds(30);

    @Option(
            names = "--host-work",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Size of the burst of 'host', as seconds of work for the whole host; default: 20s.")
    Duration hostWork = Duration.ofSeconds(20);

    @Option(
            names = "--case",
            paramLabel = "NAME",
            split = ",",
            description =
                    "A case of 'host' to run: light, medium, heavy, waiting, mix or startCost; can be repeated; default: all.")
    List<String> cases = List.of();

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;

    public BenchCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        String wanted = name;
        if (!cases.isEmpty() && !HOST.equals(wanted)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--case is only for the benchmark '%s': leave it out, or run 'cloud bench %s --case %s'"
                            .formatted(HOST, HOST, String.join(",", cases)));
        }
        if (wanted == null) {
            System.out.println(programs.benchmarks());
            return 0;
        }
        return programs.bench(
                wanted, new Programs.Measured(out, traces, peakNodes, startDelay, hostWork, cases));
    }
}
