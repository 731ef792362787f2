package dev.elasticcloud.console.cli.output;

import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/// The tables of pods and nodes.
public final class PodTables {

    public static final Table<PodStatus> PODS =
            Table.<PodStatus>empty()
                    .with("POD", "pod", PodStatus::name)
                    .with("PHASE", "phase", p -> p.phase().title(), PodStatus::phase)
                    .styled(PodTables::styleOf)
                    .with("ONLINE", "online", PodStatus::online)
                    .with("WANTED", "wanted", p -> p.spec().target().nodes())
                    .with("PENDING", "pending", p -> p.pending().nodes())
                    .styled(p -> p.pending().nodes() > 0 ? AnsiStyle.WARNING : AnsiStyle.PLAIN)
                    .data("pendingReason", p -> p.pending().reason())
                    .with("SPARE", "spares", p -> p.count(NodeState.SPARE))
                    .words("ELASTIC", p -> bounds(p.spec().elasticity()))
                    .data("elastic", p -> p.spec().elasticity().enabled())
                    .data("min", p -> p.spec().elasticity().min())
                    .data("max", p -> p.spec().elasticity().max())
                    .with("CPU", "cpuShare", p -> mean(p, NodeStatus::cpuShare))
                    .with("MEMORY", "memoryShare", p -> mean(p, NodeStatus::memoryShare))
                    .with("RUNNING", "running", p -> p.load().running())
                    .with("QUEUED", "queued", p -> p.load().queued())
                    .words("LIMITS", PodTables::limits);

    private static final Table<PodStatus> POD =
            PODS.words("Pending", p -> p.pending().text())
                    .with("Title", "title", p -> p.spec().title())
                    .with("Image", "image", p -> p.spec().image().describe())
                    .with("Slots", "slots", p -> p.spec().slots())
                    .with("Max nodes", "maxNodes", p -> p.spec().maxNodes())
                    .with(
                            "Weight",
                            "weight",
                            p -> Formats.cpus(p.spec().weight()),
                            p -> p.spec().weight())
                    .with("Balance", "balance", p -> p.spec().balance().key())
                    .with(
                            "Thresholds",
                            "thresholds",
                            p -> thresholds(p.spec().elasticity()),
                            p ->
                                    List.of(
                                            p.spec().elasticity().lowerThreshold(),
                                            p.spec().elasticity().upperThreshold()))
                    .with("Cooldown", "cooldownSeconds", p -> p.spec().elasticity().cooldown())
                    .with("Drain deadline", "drainDeadlineSeconds", p -> p.spec().drainDeadline())
                    .data("cpus", p -> p.spec().limits().cpus())
                    .data("memoryBytes", p -> p.spec().limits().memoryBytes())
                    .data("pids", p -> p.spec().limits().pids())
                    .with(
                            "Jobs",
                            "jobs",
                            p ->
                                    "%d accepted, %d completed, %d failed, %d cancelled, %d open"
                                            .formatted(
                                                    p.jobs().accepted(),
                                                    p.jobs().completed(),
                                                    p.jobs().failed(),
                                                    p.jobs().cancelled(),
                                                    p.jobs().open()),
                            p ->
                                    List.of(
                                            p.jobs().accepted(),
                                            p.jobs().completed(),
                                            p.jobs().failed(),
                                            p.jobs().cancelled(),
                                            p.jobs().open()))
                    .words("Parameters", p -> ParameterHelp.names(p.spec().job()))
                    .with("Last decision", "decision", PodTables::decision);

    /// A node with its pod, and the time of the snapshot.
    public record Row(PodStatus pod, NodeStatus node, Instant now) {}

    public static final Table<Row> NODES =
            Table.<Row>empty()
                    .with("NODE", "node", r -> r.node().node())
                    .with("POD", "pod", r -> r.pod().name())
                    .with(
                            "STATE",
                            "state",
                            r -> Formats.of(r.node().state()),
                            r -> r.node().state())
                    .styled(r -> styleOf(r.node().state()))
                    .with("JOBS", "running", r -> r.node().running())
                    .with("CPU", "cpuShare", r -> r.node().cpuShare())
                    .with("MEMORY", "memoryShare", r -> r.node().memoryShare())
                    .with(
                            "SINCE",
                            "since",
                            r -> Formats.ago(r.node().since(), r.now()),
                            r -> r.node().since())
                    .with(
                            "CONTAINER",
                            "container",
                            r -> brief(r.node().containerId()),
                            r -> r.node().containerId())
                    .with("DETAIL", "detail", r -> r.node().detail());

    private PodTables() {}

    /// A pod in full, with the problems that keep it from its spec.
    public static Table<PodStatus> pod(CloudSnapshot snapshot) {
        return POD.with(
                "Problems",
                "problems",
                p -> {
                    List<String> problems = problems(snapshot, p);
                    return problems.isEmpty() ? "none" : String.join("; ", problems);
                },
                p -> problems(snapshot, p));
    }

    private static List<String> problems(CloudSnapshot snapshot, PodStatus pod) {
        return snapshot.problemsOf(Set.of(pod.name())).stream().map(Problem::text).toList();
    }

    /// Why nodes of some pods wait for room, a line for each such pod.
    public static List<String> pendingLines(CloudSnapshot snapshot) {
        return snapshot.podsBySize().stream()
                .filter(pod -> pod.pending().nodes() > 0)
                .map(pod -> pod.name() + ": " + pod.pending().text())
                .toList();
    }

    public static List<Row> nodes(CloudSnapshot snapshot) {
        return snapshot.podsBySize().stream().flatMap(pod -> nodes(snapshot, pod)).toList();
    }

    private static java.util.stream.Stream<Row> nodes(CloudSnapshot snapshot, PodStatus pod) {
        return pod.nodes().stream().map(node -> new Row(pod, node, snapshot.at()));
    }

    public static List<Row> nodesOf(CloudSnapshot snapshot, PodStatus pod) {
        return nodes(snapshot, pod).toList();
    }

    private static AnsiStyle styleOf(PodStatus pod) {
        return switch (pod.phase()) {
            case STEADY -> AnsiStyle.GOOD;
            case INITIALISING, SCALING_UP, SCALING_DOWN -> AnsiStyle.WARNING;
            case DEGRADED -> AnsiStyle.BAD;
            case NOT_INITIALISED, PAUSED -> AnsiStyle.FAINT;
        };
    }

    public static AnsiStyle styleOf(NodeState state) {
        return switch (state) {
            case ONLINE -> AnsiStyle.GOOD;
            case STARTING, DRAINING -> AnsiStyle.WARNING;
            case FAILED -> AnsiStyle.BAD;
            case REGISTERED, PAUSED, SPARE -> AnsiStyle.FAINT;
        };
    }

    /// The mean over the online nodes that have a sample; empty when none has one.
    public static OptionalDouble mean(PodStatus pod, Function<NodeStatus, OptionalDouble> share) {
        return pod.nodes().stream()
                .filter(node -> node.state() == NodeState.ONLINE)
                .map(share)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private static String bounds(Elasticity elasticity) {
        return elasticity.enabled() ? elasticity.min() + " to " + elasticity.max() : "off";
    }

    public static String thresholds(Elasticity elasticity) {
        return Formats.percent(elasticity.lowerThreshold())
                + " to "
                + Formats.percent(elasticity.upperThreshold());
    }

    private static String limits(PodStatus pod) {
        return Formats.cpus(pod.spec().limits().cpus())
                + " CPU, "
                + Formats.megabytes(pod.spec().limits().memoryBytes());
    }

    private static String decision(PodStatus pod) {
        var decision = pod.decision();
        return decision == null ? "none yet" : decision.sentence();
    }

    private static String brief(String containerId) {
        return containerId.length() <= 12 ? containerId : containerId.substring(0, 12);
    }
}
