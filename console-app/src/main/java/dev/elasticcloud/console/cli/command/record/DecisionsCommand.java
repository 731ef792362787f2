package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cloud decisions`.
@CommandLine.Command(
        name = "decisions",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the autoscaler's decisions about a pod with their reasons, newest first.",
            "Includes decisions to do nothing."
        },
        footer = {
            "  cloud decisions light",
            "  cloud decisions light --changes --last 5",
            "  cloud decisions light --steps --last 5",
            "  cloud decisions light --holds --since 2h"
        })
public final class DecisionsCommand implements Callable<Integer> {

    /// Few points are read along with the holds.
    private static final Duration HOLDS_STEP = Duration.ofHours(1);

    private final CommandSession session;

    @Parameters(paramLabel = "POD", description = "The pod's name.")
    String pod = "";

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "The most to list; default: ${DEFAULT-VALUE}.")
    int last = 20;

    @Option(names = "--changes", description = "Only decisions that changed the node count.")
    boolean changes;

    @Option(
            names = "--steps",
            description = {
                "Only decisions that changed the node count, with each step of their new nodes:",
                "created, started, healthy or unfrozen, then routed, and a first job answered."
            })
    boolean steps;

    @Option(
            names = "--holds",
            description =
                    "Instead, the times in which the rules wanted more nodes, or fewer, and what held"
                            + " the count, newest first.")
    boolean holds;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "With --holds: 10m for the last ten minutes, or a time such as"
                            + " 2026-01-31T12:00:00Z; default: ${DEFAULT-VALUE}.")
    String since = "1h";

    public DecisionsCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PodName name = session.pod(pod).name();
        if (holds) {
            Instant now = session.cloud().snapshot().at();
            HistoryRange past =
                    new HistoryRange(HistoryCommands.moment(since, now), now, HOLDS_STEP);
            session.list(
                    DecisionTables.HOLDS,
                    session.cloud().history(name, past).holds().reversed().stream()
                            .limit(last)
                            .toList(),
                    hold -> hold.from().toString());
            return 0;
        }
        List<Decision> decisions =
                changes || steps
                        ? session.cloud().scalings(name, last)
                        : session.cloud().decisions(name, last);
        if (steps) {
            session.list(
                    DecisionTables.STEPS,
                    DecisionTables.steps(decisions),
                    row -> row.node() + " " + row.step());
        } else {
            session.list(DecisionTables.DECISIONS, decisions, decision -> decision.at().toString());
        }
        return 0;
    }
}
