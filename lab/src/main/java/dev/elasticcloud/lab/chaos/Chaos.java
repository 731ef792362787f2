package dev.elasticcloud.lab.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Injects faults into a cloud of its own on Docker, one after another, and reports for each
/// whether all invariants held.
public final class Chaos {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final List<Fault> ALL =
            Stream.of(
                            NodeFaults.all(),
                            BalancerFaults.all(),
                            ManagerFaults.all(),
                            EngineFaults.all(),
                            NetworkFaults.all(),
                            LoadFaults.all(),
                            CallerFaults.all(),
                            RandomFaults.all(),
                            LeftoverFaults.all())
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingInt(Fault::number))
                    .toList();

    private final ChaosOptions options;
    private final PrintStream out;

    private Chaos(ChaosOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /// The verdict on a case.
    public enum Verdict {
        HELD,
        BREACHED,
        /// Not injected, because this machine does not allow it; does not count as held.
        NOT_HERE
    }

    /// The report of one case.
    public record Entry(
            int number,
            String fault,
            Verdict verdict,
            double convergenceSeconds,
            String note,
            List<String> breaches) {}

    /// The report of the whole run, as written to `chaos.json`.
    ///
    /// @param left how many containers and networks were left after the cloud was removed
    public record Report(
            long seed,
            String cloud,
            double seconds,
            int held,
            int breached,
            int notHere,
            List<Integer> left,
            List<Entry> cases) {}

    /// A line for each case: its number and the fault.
    public static String list() {
        return ALL.stream()
                .map(fault -> "  %2d  %s".formatted(fault.number(), fault.title()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /// Runs the selected cases and returns their report.
    ///
    /// @throws CloudException when a case does not exist, or the environment cannot be created
    public static Report run(ChaosOptions options, PrintStream out) {
        try {
            Files.createDirectories(options.out());
            return new Chaos(options, out).run(chosen(options));
        } catch (IOException | IllegalStateException | ManagerProcess.Gone | InvariantBreach e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "The chaos run was aborted: " + e.getMessage(), e);
        }
    }

    private static List<Fault> chosen(ChaosOptions options) {
        if (options.cases().isEmpty()) {
            return ALL;
        }
        return options.cases().stream()
                .map(
                        number ->
                                ALL.stream()
                                        .filter(fault -> fault.number() == number)
                                        .findFirst()
                                        .orElseThrow(
                                                () ->
                                                        new CloudException(
                                                                ErrorCode.NOT_FOUND,
                                                                "There is no case %d. There are:%n%s"
                                                                        .formatted(
                                                                                number, list()))))
                .toList();
    }

    private Report run(List<Fault> faults) throws IOException {
        long began = System.nanoTime();
        say("Seed %d; --seed %d repeats this run", options.seed(), options.seed());
        List<Entry> entries = new ArrayList<>();
        int[] left;
        String cloud;
        try (ChaosEnvironment stage = new ChaosEnvironment(options)) {
            cloud = stage.cloud;
            Thread interrupted = new Thread(stage::abandon, "interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            stage.set();
            try (ForeignResources foreign =
                            new ForeignResources(stage.docker, cloud, "debian:trixie-slim");
                    MaxNodesMonitor watch = new MaxNodesMonitor(stage)) {
                stage.foreign(foreign);
                Oracle oracle = new Oracle(stage, watch, foreign);
                oracle.calibrate();
                say("%-4s %-44s %-9s %9s  %s", "case", "fault", "verdict", "converged", "note");
                for (Fault fault : faults) {
                    Entry entry = inject(stage, oracle, fault);
                    entries.add(entry);
                    tell(entry);
                }
            }
            left = stage.strike();
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        Report report =
                new Report(
                        options.seed(),
                        cloud,
                        seconds(Duration.ofNanos(System.nanoTime() - began)),
                        count(entries, Verdict.HELD),
                        count(entries, Verdict.BREACHED),
                        count(entries, Verdict.NOT_HERE),
                        List.of(left[0], left[1]),
                        entries);
        JSON.writeValue(options.out().resolve("chaos.json").toFile(), report);
        say(
                "%d held, %d breached, %d not applicable, in %.0f s; %d containers and %d"
                        + " networks left. See %s",
                report.held(),
                report.breached(),
                report.notHere(),
                report.seconds(),
                left[0],
                left[1],
                options.out());
        return report;
    }

    private Entry inject(ChaosEnvironment stage, Oracle oracle, Fault fault) throws IOException {
        List<String> breaches = new ArrayList<>();
        String note = "";
        try {
            note = fault.injection().inject(stage);
        } catch (NotApplicable e) {
            note = String.valueOf(e.getMessage());
            return new Entry(fault.number(), fault.title(), Verdict.NOT_HERE, 0, note, List.of());
        } catch (InvariantBreach e) {
            breaches.add(e.toString());
        } catch (Exception e) {
            breaches.add("+: the case was aborted: " + e);
        }
        Oracle.Verdict verdict = oracle.judge(fault);
        breaches.addAll(verdict.breaches());
        if (!breaches.isEmpty()) {
            try {
                stage.rest();
            } catch (InvariantBreach | IllegalStateException e) {
                breaches.add("F: the cloud could not be brought to rest: " + e.getMessage());
            }
        }
        return new Entry(
                fault.number(),
                fault.title(),
                breaches.isEmpty() ? Verdict.HELD : Verdict.BREACHED,
                seconds(verdict.convergence()),
                note,
                breaches);
    }

    private void tell(Entry entry) {
        boolean judged = entry.verdict() != Verdict.NOT_HERE;
        say(
                "%4d %-44s %-9s %9s  %s",
                entry.number(),
                entry.fault(),
                entry.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                judged ? "%.1f s".formatted(entry.convergenceSeconds()) : "-",
                entry.note());
        entry.breaches().forEach(breach -> say("       %s", breach));
    }

    private static int count(List<Entry> entries, Verdict verdict) {
        return (int) entries.stream().filter(e -> e.verdict() == verdict).count();
    }

    private static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
