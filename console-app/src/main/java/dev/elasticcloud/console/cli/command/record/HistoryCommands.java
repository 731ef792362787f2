package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.input.DurationConverter;
import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.output.TerminalText;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The records of a cloud: `cloud history` and `cloud events`.
public final class HistoryCommands {

    private static final Table<PodHistory.Point> POINTS =
            Table.<PodHistory.Point>empty()
                    .with("AT", "at", PodHistory.Point::at)
                    .with("ONLINE", "online", PodHistory.Point::online)
                    .with("SPARE", "spare", PodHistory.Point::spare)
                    .with("CPU", "cpuShare", PodHistory.Point::cpuShare)
                    .with("MEMORY", "memoryShare", PodHistory.Point::memoryShare)
                    .with("RUNNING", "running", PodHistory.Point::running)
                    .with("QUEUED", "queued", PodHistory.Point::queued)
                    .with(
                            "JOBS/S",
                            "arrivalRate",
                            p -> Formats.decimal(p.arrivalRate()),
                            PodHistory.Point::arrivalRate);

    static final Table<CloudEvent> EVENTS =
            Table.<CloudEvent>empty()
                    .data("id", CloudEvent::id)
                    .with("AT", "at", CloudEvent::at)
                    .with(
                            "SEVERITY",
                            "severity",
                            e -> Formats.of(e.severity()),
                            CloudEvent::severity)
                    .styled(e -> styleOf(e.severity()))
                    .with("KIND", "kind", e -> Formats.of(e.kind()), CloudEvent::kind)
                    .with("POD", "pod", CloudEvent::pod)
                    .with("NODE", "node", CloudEvent::node)
                    .with("MESSAGE", "message", CloudEvent::message);

    private HistoryCommands() {}

    static AnsiStyle styleOf(CloudEvent.Severity severity) {
        return switch (severity) {
            case INFO -> AnsiStyle.PLAIN;
            case WARNING -> AnsiStyle.WARNING;
            case ERROR -> AnsiStyle.BAD;
        };
    }

    /// Parses a time: `10m` means ten minutes ago, `2026-01-31T12:00:00Z` is a time itself.
    static Instant moment(String text, Instant now) {
        if (text.contains("T")) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new CloudException(
                        ErrorCode.INVALID,
                        "'%s' is not a time: write 10m for ten minutes ago, or 2026-01-31T12:00:00Z"
                                .formatted(text),
                        e);
            }
        }
        return now.minus(DurationConverter.of(text));
    }

    /// `cloud history`.
    @CommandLine.Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Lists a pod's nodes, usage and jobs over time, oldest first.",
            footer = {
                "  cloud history light",
                "  cloud history light --since 2h --step 1m -o json"
            })
    public static final class History implements Callable<Integer> {
        private final CommandSession session;

        @Parameters(paramLabel = "POD", description = "The pod's name.")
        String pod = "";

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description =
                        "10m for the last ten minutes, or a time such as 2026-01-31T12:00:00Z;"
                                + " default: ${DEFAULT-VALUE}.")
        String since = "5m";

        @Option(
                names = "--step",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "The shortest time between two points; default: 10s.")
        Duration step = Duration.ofSeconds(10);

        public History(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            PodName name = session.pod(pod).name();
            Instant now = session.cloud().snapshot().at();
            PodHistory history =
                    session.cloud().history(name, new HistoryRange(moment(since, now), now, step));
            session.list(POINTS, history.points(), point -> point.at().toString());
            return 0;
        }
    }

    /// `cloud events`.
    @CommandLine.Command(
            name = "events",
            mixinStandardHelpOptions = true,
            description = "Lists events, oldest first.",
            footer = {
                "  cloud events --tail 50",
                "  cloud events --follow --pod light",
                "  cloud events --since 10m --severity warning --severity error"
            })
    public static final class Events implements Callable<Integer> {
        private static final long PAUSE_MILLIS = 500;

        private final CommandSession session;

        @Option(
                names = {"-f", "--follow"},
                description = "Print new events as they come, until Ctrl-C.")
        boolean follow;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description =
                        "10m for the last ten minutes, or a time such as 2026-01-31T12:00:00Z.")
        @Nullable String since;

        @Option(
                names = {"-n", "--tail"},
                paramLabel = "N",
                description = "How many of the latest; default: ${DEFAULT-VALUE}.")
        int tail = 20;

        @Option(names = "--pod", paramLabel = "POD", description = "Only events of this pod.")
        @Nullable String pod;

        @Option(
                names = "--severity",
                paramLabel = "SEVERITY",
                description = "Only this severity: ${COMPLETION-CANDIDATES}; can be repeated.")
        List<CloudEvent.Severity> severities = List.of();

        public Events(CommandSession session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            PodName ofPod = pod == null ? null : session.pod(pod).name();
            Instant now = session.cloud().snapshot().at();
            Instant from = since == null ? null : moment(since, now);
            Set<CloudEvent.Severity> wanted =
                    severities.isEmpty() ? Set.of() : EnumSet.copyOf(severities);
            List<CloudEvent> events =
                    session.cloud().events(new EventQuery(ofPod, wanted, from, 0, tail)).reversed();
            if (!follow) {
                session.list(EVENTS, events, event -> String.valueOf(event.id()));
                return 0;
            }
            return follow(ofPod, wanted, events);
        }

        private int follow(
                @Nullable PodName ofPod, Set<CloudEvent.Severity> wanted, List<CloudEvent> first) {
            long last = 0;
            List<CloudEvent> fresh = first;
            try {
                while (true) {
                    for (CloudEvent event : fresh) {
                        print(event);
                        last = Math.max(last, event.id());
                    }
                    session.out().flush();
                    Thread.sleep(PAUSE_MILLIS);
                    fresh =
                            session.cloud()
                                    .events(
                                            new EventQuery(
                                                    ofPod, wanted, null, last, EventQuery.MOST))
                                    .reversed();
                }
            } catch (InterruptedException e) {
                return 0;
            }
        }

        private void print(CloudEvent event) {
            if (session.isJson()) {
                session.jsonLine(EVENTS.data(event));
                return;
            }
            String severity = "%-7s".formatted(Formats.of(event.severity()));
            session.out()
                    .println(
                            Formats.at(event.at())
                                    + "  "
                                    + (session.isColoured()
                                            ? styleOf(event.severity()).paint(severity)
                                            : severity)
                                    + "  "
                                    + TerminalText.cell(event.message()));
        }
    }
}
