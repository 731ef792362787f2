package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.reaction.StepLog;
import dev.elasticcloud.manager.engine.record.BuildLogs;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Workload;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes one action on the engine or the balancer with its related steps: a node is taken out
/// of rotation before it is frozen or stopped, and its last output is saved.
final class ActionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private static final int STARTS_AT_ONCE = 4;
    private static final int LAST_LINES = 5;

    private final ContainerRuntime runtime;
    private final LoadBalancer balancer;
    private final Workload workload;
    private final Backoff backoff;
    private final EventRecorder recorder;
    private final BuildLogs buildLogs;
    private final StepLog steps;
    private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
    private final Semaphore builds = new Semaphore(1);

    /// @param steps receives what nodes reach on their way into service
    ActionRunner(
            Ports ports,
            Backoff backoff,
            EventRecorder recorder,
            BuildLogs buildLogs,
            StepLog steps) {
        this.steps = steps;
        this.runtime = ports.runtime();
        this.balancer = ports.balancer();
        this.workload = ports.workload();
        this.backoff = backoff;
        this.recorder = recorder;
        this.buildLogs = buildLogs;
    }

    /// Returns once the action is done.
    ///
    /// @param seen the observation of the round that planned it
    /// @throws PortException why it failed
    void run(Plan.Step step, CloudSpec spec, Observation seen) throws InterruptedException {
        switch (step.action()) {
            case Action.ConfigureBalancer ignored -> configure(spec, seen);
            case Action.BuildImage a -> build(pod(spec, a.pod()));
            case Action.CreateNetwork a -> runtime.createNetwork(a.pod());
            case Action.RemoveNetwork a -> runtime.removeNetwork(a.pod());
            case Action.StartNode a -> start(pod(spec, a.pod()), a.node());
            case Action.RemoveContainer a -> {
                outOfRotation(a, step.reason(), seen);
                NodeContainer container = container(seen, a.node());
                tellLastWords(container);
                runtime.remove(container);
            }
            case Action.UpdateLimits a -> runtime.update(container(seen, a.node()), a.limits());
            case Action.Probe a -> balancer.probe(pod(spec, a.pod()), container(seen, a.node()));
            case Action.Route a -> {
                route(a);
                giveServingWeight(container(seen, a.node()));
            }
            case Action.SetSlots a -> balancer.setSlots(a.pod(), a.node(), a.slots());
            case Action.Drain a -> balancer.drain(a.pod(), a.node());
            case Action.Unroute a -> {
                if (hasEnded(a.node(), seen)) {
                    outOfRotation(a, step.reason(), seen);
                }
                balancer.remove(a.pod(), a.node());
            }
            case Action.Freeze a -> {
                outOfRotation(a, step.reason(), seen);
                NodeContainer container = container(seen, a.node());
                if (!container.frozen()) {
                    warmUp(pod(spec, a.pod()), container, seen);
                    giveServingWeight(container);
                    runtime.freeze(container);
                }
            }
            case Action.Thaw a -> {
                steps.began(a.pod(), a.node(), Way.WARM);
                runtime.thaw(container(seen, a.node()));
                steps.reached(a.pod(), a.node(), Milestone.UNFROZEN);
                if (seen.server(a.node()).isPresent()) {
                    route(a);
                }
            }
        }
    }

    private void route(Action.OnNode node) {
        balancer.route(node.pod(), node.node());
        steps.reached(node.pod(), node.node(), Milestone.ROUTED);
    }

    /// A node that does not get its weight still serves, but more slowly on a busy host.
    private void giveServingWeight(NodeContainer container) {
        try {
            runtime.giveServingWeight(container);
        } catch (PortException e) {
            LOG.warn(
                    "{} keeps the processor weight of a starting node: {}",
                    container.node(),
                    e.getMessage());
        }
    }

    /// Warms up a spare with a first job, so that one-time initialisation is done. A failure is
    /// reported; the node stays a spare, because it answers its probes.
    private void warmUp(PodSpec pod, NodeContainer container, Observation seen) {
        String query = pod.job().warmUp();
        boolean fresh = seen.server(container.node()).filter(s -> s.served() == 0).isPresent();
        if (query.isEmpty() || !fresh) {
            return;
        }
        String request = pod.job().path() + "?" + query;
        CloudEvent.Severity severity = CloudEvent.Severity.INFO;
        String outcome = "It answered " + request + " and is warm";
        try {
            balancer.request(pod, container, request);
        } catch (PortException e) {
            severity = CloudEvent.Severity.WARNING;
            outcome = "Its warm-up failed: " + e.getMessage();
        }
        recorder.note(severity, CloudEvent.Kind.NODE, pod.name(), container.node(), outcome);
    }

    /// The last output of a node that ended by itself is lost with its container, so it is saved
    /// first.
    private void tellLastWords(NodeContainer container) {
        if (container.state() != NodeContainer.State.EXITED) {
            return;
        }
        List<String> words;
        try {
            words =
                    runtime.logs(container, LogQuery.last(LAST_LINES)).stream()
                            .map(LogLine::text)
                            .toList();
        } catch (PortException e) {
            return; // it is already gone, and its output with it
        }
        if (!words.isEmpty()) {
            String told = "it wrote last: " + String.join(" | ", words);
            backoff.explain(new Subject.Starts(container.pod()), told);
            recorder.note(
                    CloudEvent.Severity.WARNING,
                    CloudEvent.Kind.NODE,
                    container.pod(),
                    container.node(),
                    "Node %s ended; %s".formatted(container.node(), told));
        }
    }

    /// A node that has ended can no longer answer, so requests waiting for it are cut off.
    private static boolean hasEnded(NodeName node, Observation seen) {
        return seen.container(node)
                .map(container -> container.state() == NodeContainer.State.EXITED)
                .orElse(true);
    }

    /// Before a node is frozen or stopped: the balancer sends it nothing, whatever its probes
    /// answer.
    private void outOfRotation(Action.OnNode action, String reason, Observation seen) {
        BalancerServer server = seen.servers().get(action.node());
        if (server != null) {
            if (server.running() > 0) {
                workload.cutOff(
                        action.pod(),
                        "node %s was taken from its jobs: %s".formatted(action.node(), reason));
            }
            balancer.maintain(action.pod(), action.node());
        }
    }

    private void configure(CloudSpec spec, Observation seen) {
        List<PodSpec> pods =
                spec.pods().values().stream()
                        .filter(p -> seen.networks().contains(p.name()))
                        .filter(
                                p ->
                                        p.target().initialised()
                                                || !seen.containersOf(p.name()).isEmpty())
                        .toList();
        balancer.configure(pods, seen.servers().values());
    }

    private void build(PodSpec pod) throws InterruptedException {
        builds.acquire();
        try {
            // the loop polls by itself; a build may write a hundred lines a second
            buildLogs.begin(pod.name());
            runtime.buildImage(pod, line -> buildLogs.add(pod.name(), line));
        } finally {
            builds.release();
        }
    }

    private void start(PodSpec pod, NodeName node) throws InterruptedException {
        starts.acquire();
        try {
            steps.began(pod.name(), node, Way.COLD);
            runtime.start(pod, node, () -> steps.reached(pod.name(), node, Milestone.CREATED));
            steps.reached(pod.name(), node, Milestone.STARTED);
        } finally {
            starts.release();
        }
    }

    private static PodSpec pod(CloudSpec spec, PodName name) {
        return spec.pod(name)
                .orElseThrow(
                        () -> PortException.refused("pod " + name + " is no longer defined", null));
    }

    private static NodeContainer container(Observation seen, NodeName node) {
        return seen.container(node)
                .orElseThrow(() -> PortException.refused("node " + node + " is gone", null));
    }
}
