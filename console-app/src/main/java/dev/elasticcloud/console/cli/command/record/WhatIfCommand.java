package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.input.ValueParser;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud what-if`.
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a pod's history with other settings or on another host, beside what happened.",
            "Omitted options keep their current values; the cloud is not changed."
        },
        footer = {
            "  cloud what-if light --since 1h --max 30",
            "  cloud what-if light --host-cores 16 --host-memory 32g"
        })
public final class WhatIfCommand implements Callable<Integer> {

    private static final Table<WhatIf.Course> COURSES =
            Table.<WhatIf.Course>empty()
                    .with("COURSE", "name", WhatIf.Course::name)
                    .with("PEAK", "peak", WhatIfCommand::peak)
                    .with(
                            "NODE-HOURS",
                            "nodeHours",
                            c -> Formats.decimal(c.nodeHours()),
                            WhatIf.Course::nodeHours)
                    .with("CHANGES", "changes", WhatIf.Course::changes)
                    .with("UNMET", "unmet", c -> Formats.percent(c.unmet()), WhatIf.Course::unmet)
                    .with("LATE", "late", c -> Formats.percent(c.late()), WhatIf.Course::late);

    private final CommandSession session;

    @Parameters(paramLabel = "POD", description = "The pod's name.")
    String pod = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "10m for ten minutes ago, or a time such as 2026-01-31T12:00:00Z; default: ${DEFAULT-VALUE}.")
    String since = "1h";

    @Option(names = "--min", paramLabel = "N", description = "The fewest nodes.")
    @Nullable Integer min;

    @Option(names = "--max", paramLabel = "N", description = "The most nodes.")
    @Nullable Integer max;

    @Option(
            names = "--host-cores",
            paramLabel = "N",
            description = "Replay on a host with this many cores.")
    @Nullable Double cores;

    @Option(
            names = "--host-memory",
            paramLabel = "SIZE",
            description = "Replay on a host with this much memory, such as 32g.")
    @Nullable String memory;

    @Option(
            names = "--overcommit",
            paramLabel = "TIMES",
            description = "Replay with the host's cores promised this many times.")
    @Nullable Double overcommit;

    public WhatIfCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PodStatus status = session.pod(pod);
        Elasticity now = status.spec().elasticity();
        Elasticity tried =
                now.withBounds(min == null ? now.min() : min, max == null ? now.max() : max);
        Instant until = session.cloud().snapshot().at();
        HistoryRange range =
                new HistoryRange(
                        HistoryCommands.moment(since, until), until, Duration.ofSeconds(1));
        WhatIf answer =
                session.cloud()
                        .whatIf(status.name(), new WhatIf.Question(range, tried, null, host()));
        List<WhatIf.Course> courses = new ArrayList<>();
        courses.add(answer.happened());
        courses.add(answer.otherwise());
        courses.addAll(answer.ruleAlone());
        session.list(COURSES, courses, WhatIf.Course::name);
        return 0;
    }

    /// The host to replay on; null when no option describes one.
    private WhatIf.@Nullable Host host() {
        if (cores == null && memory == null && overcommit == null) {
            return null;
        }
        return new WhatIf.Host(
                cores == null ? OptionalDouble.empty() : OptionalDouble.of(cores),
                memory == null ? OptionalLong.empty() : OptionalLong.of(ValueParser.memory(memory)),
                overcommit == null ? OptionalDouble.empty() : OptionalDouble.of(overcommit));
    }

    private static int peak(WhatIf.Course course) {
        return course.nodes().stream().mapToInt(WhatIf.Count::nodes).max().orElse(0);
    }
}
