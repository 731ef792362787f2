package dev.elasticcloud.console.cli.command.pod;

import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.PodTables;
import dev.elasticcloud.console.cli.session.CommandSession;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `cloud request POD`: what a pod's nodes use now.
@CommandLine.Command(
        name = "request",
        aliases = "usage",
        mixinStandardHelpOptions = true,
        description = "Shows how much CPU and memory a pod and each of its nodes use.",
        footer = {"  cloud request light", "  cloud request light --watch"})
public final class RequestCommand extends WatchCommand {

    @Parameters(paramLabel = "POD", description = "The pod's name.")
    String pod = "";

    public RequestCommand(CommandSession session) {
        super(session);
    }

    @Override
    public Integer call() {
        session.pod(pod);
        return super.call();
    }

    @Override
    void show(CloudSnapshot snapshot) {
        PodStatus status = session.pod(pod, snapshot);
        List<PodTables.Row> nodes = PodTables.nodesOf(snapshot, status);
        if (!session.isJson() && !session.options.quiet) {
            session.out()
                    .printf(
                            "%s: %s online, CPU %s, memory %s of the limits, %d running, %d"
                                    + " queued; thresholds %s%n",
                            status.name(),
                            Formats.count(status.online(), "node"),
                            Formats.percent(PodTables.mean(status, n -> n.cpuShare())),
                            Formats.percent(PodTables.mean(status, n -> n.memoryShare())),
                            status.load().running(),
                            status.load().queued(),
                            PodTables.thresholds(status.spec().elasticity()));
        }
        session.list(PodTables.NODES, nodes, row -> row.node().node().value());
    }
}
