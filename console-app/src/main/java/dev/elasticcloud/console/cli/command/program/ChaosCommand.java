package dev.elasticcloud.console.cli.command.program;

import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.lab.chaos.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cloud chaos`.
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Injects faults into a cloud of its own on Docker.",
            "It injects them under load and reports after each whether all invariants held.",
            "Prints a table, writes chaos.json, and fails when an invariant did not hold."
        },
        footer = {
            "  cloud chaos                            all cases, random faults for one minute",
            "  cloud chaos --cases 1,12,17 --seed 7   three cases, repeatable",
            "  cloud chaos --cases 38 --minutes 10    random faults for ten minutes",
            "  cloud chaos --list                     list the cases"
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Programs programs;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of everything random; default: a new one each time.")
    long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long to combine faults at random; default: ${DEFAULT-VALUE}.")
    int minutes = 1;

    @Option(
            names = "--cases",
            paramLabel = "1,2,...",
            description =
                    "The cases in the order to run them, or 'all'; default: ${DEFAULT-VALUE}.")
    String cases = ALL;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for chaos.json and the log; default: ${DEFAULT-VALUE}.")
    Path out = Path.of("chaos-out");

    @Option(
            names = "--yes-restart-docker",
            description = "Allow a restart of Docker, which ends every container on this machine.")
    boolean restartDocker;

    @Option(names = "--list", description = "List the cases and do nothing.")
    boolean list;

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;

    public ChaosCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        if (list) {
            System.out.println(Chaos.list());
            return 0;
        }
        if (minutes < 1 || minutes > 600) {
            throw wrong("--minutes must be from 1 to 600, not " + minutes);
        }
        return programs.chaos(out, seed, Duration.ofMinutes(minutes), chosen(), restartDocker);
    }

    private List<Integer> chosen() {
        List<Integer> chosen = new ArrayList<>();
        if (!cases.equals(ALL)) {
            for (String number : cases.split(",", -1)) {
                if (!number.strip().matches("\\d{1,3}")) {
                    throw wrong(
                            "--cases must be numbers such as 1,12,17, or all, not '"
                                    + number
                                    + "'");
                }
                chosen.add(Integer.parseInt(number.strip()));
            }
        }
        return chosen;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
