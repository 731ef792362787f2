package dev.elasticcloud.console.cli.command;

import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.lab.chaos.Chaos;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/// `cloud chaos`.
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Injects faults into a cloud of its own on the real engine.",
            "They come under load, and after each it is said whether everything held.",
            "Prints a table, leaves chaos.json, and fails when anything did not hold."
        },
        footer = {
            "  cloud chaos                            every case, faults combined for one minute",
            "  cloud chaos --cases 1,12,17 --seed 7   three cases, repeatable",
            "  cloud chaos --cases 38 --minutes 10    faults combined at random for ten minutes",
            "  cloud chaos --list                     the cases there are"
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final Programs programs;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "All that is random comes from it; default: another each time.")
    long seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long faults are combined at random; default: ${DEFAULT-VALUE}.")
    int minutes = 1;

    @Option(
            names = "--cases",
            paramLabel = "1,2,...",
            description = "Which cases, in this order, or 'all'; default: ${DEFAULT-VALUE}.")
    String cases = ALL;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where chaos.json and the log go; default: ${DEFAULT-VALUE}.")
    Path out = Path.of("chaos-out");

    @Option(
            names = "--yes-restart-docker",
            description = "Let Docker be restarted, which ends every container on this machine.")
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
            throw wrong("--minutes is " + minutes + ": give 1 to 600");
        }
        return programs.chaos(out, seed, Duration.ofMinutes(minutes), chosen(), restartDocker);
    }

    private List<Integer> chosen() {
        List<Integer> chosen = new ArrayList<>();
        if (!cases.equals(ALL)) {
            for (String number : cases.split(",", -1)) {
                if (!number.strip().matches("\\d{1,3}")) {
                    throw wrong(
                            "--cases has '" + number + "': give numbers such as 1,12,17, or all");
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
