package dev.elasticcloud.console.cli.output;

import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;

/// The screen of `cloud top` as text: the cloud's health, hosts, pods, nodes and latest decisions.
public final class TopFrame {

    private TopFrame() {}

    public static String of(CloudSnapshot snapshot, boolean coloured) {
        String line = System.lineSeparator();
        List<PodStatus> pods = snapshot.podsBySize();
        StringBuilder text = new StringBuilder();
        text.append(head(snapshot, coloured)).append(line).append(jobs(snapshot.jobs()));
        snapshot.hosts().forEach(host -> text.append(line).append(HostTables.line(host)));
        text.append(line).append(line).append(PodTables.PODS.render(pods, coloured));
        PodTables.pendingLines(snapshot)
                .forEach(
                        pending ->
                                text.append(line)
                                        .append(paint(AnsiStyle.WARNING, pending, coloured)));
        List<PodTables.Row> nodes = PodTables.nodes(snapshot);
        if (!nodes.isEmpty()) {
            text.append(line).append(line).append(PodTables.NODES.render(nodes, coloured));
        }
        text.append(line);
        pods.forEach(pod -> text.append(decision(pod, coloured)));
        snapshot.problems()
                .forEach(
                        problem ->
                                text.append(line)
                                        .append(
                                                paint(
                                                        AnsiStyle.BAD,
                                                        TerminalText.cell(problem.text()),
                                                        coloured)));
        return text.toString().stripTrailing();
    }

    private static String head(CloudSnapshot snapshot, boolean coloured) {
        String engine =
                snapshot.engine().reachable()
                        ? snapshot.engine().kind() + " " + snapshot.engine().version()
                        : paint(
                                AnsiStyle.BAD,
                                "engine does not answer: "
                                        + TerminalText.cell(snapshot.engine().detail()),
                                coloured);
        String balancer =
                snapshot.balancer().running()
                        ? "jobs at " + snapshot.balancer().url()
                        : "no balancer runs";
        return "%s  %s  %s  %s"
                .formatted(
                        paint(AnsiStyle.STRONG, snapshot.cloud(), coloured),
                        Formats.at(snapshot.at()),
                        engine,
                        balancer);
    }

    private static String jobs(JobCounts jobs) {
        return "Jobs: %d accepted, %d completed, %d failed, %d cancelled, %d open"
                .formatted(
                        jobs.accepted(),
                        jobs.completed(),
                        jobs.failed(),
                        jobs.cancelled(),
                        jobs.open());
    }

    private static String decision(PodStatus pod, boolean coloured) {
        var decision = pod.decision();
        return decision == null
                ? ""
                : System.lineSeparator()
                        + paint(
                                AnsiStyle.FAINT,
                                pod.name() + ": " + TerminalText.cell(decision.sentence()),
                                coloured);
    }

    private static String paint(AnsiStyle style, String text, boolean coloured) {
        return coloured ? style.paint(text) : text;
    }
}
