package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.plan.PlanInput;
import dev.elasticcloud.manager.plan.Planner;
import dev.elasticcloud.manager.plan.Projection;
import dev.elasticcloud.manager.scale.ScalingAdvice;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.Stopwatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The one way round: observe, decide, plan, act, publish. A wake or a timeout starts a round, a
/// burst of wakes starts one, and after any wake the whole state is read again. Errors never end
/// the loop. One thread owns all its state.
public final class ReconcileLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofMillis(500);

    /// How long nodes that cannot be looked at hold up the others, where no spec was stored.
    private static final Duration ADOPTION_WAITS = Duration.ofSeconds(30);

    private static final Duration MOVING = Duration.ofMillis(40);

    private final Ports ports;
    private final SpecHolder specs;
    private final Backoff backoff = new Backoff();
    private final EventRecorder recorder;
    private final StoreMonitor storeWatch;
    private final PlanExecutor executor;
    private final Observer observer;
    private final NodeConditions nodes;
    private final AutoscalerController scaling;
    private final SnapshotBuilder snapshots;
    private final SnapshotPublisher publisher;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("reconcile").unstarted(this::run);
    private final AutoCloseable changes;
    private final QueueMonitor queues;

    private volatile Observation latest;
    private final Stopwatch rounds = new Stopwatch();
    private volatile boolean closed;
    private boolean adopting;
    private @Nullable Instant adoptBy;

    public ReconcileLoop(Ports ports) {
        this.ports = ports;
        this.specs = new SpecHolder(ports.specs());
        this.adopting = specs.begunAnew();
        this.recorder = new EventRecorder(ports.events(), ports.clock());
        this.storeWatch = new StoreMonitor(ports.store(), recorder);
        this.executor = new PlanExecutor(ports, backoff, recorder, this::wake);
        this.observer = new Observer(ports, recorder);
        this.nodes = new NodeConditions(backoff, recorder);
        this.scaling = new AutoscalerController(ports);
        this.snapshots = new SnapshotBuilder(ports, scaling, recorder);
        Instant now = ports.clock().instant();
        this.latest = Observation.nothing(now);
        this.publisher = new SnapshotPublisher(CloudSnapshot.empty(ports.cloud(), now));
        ContainerRuntime runtime = ports.runtime();
        this.changes = runtime.onChange(this::wake);
        this.queues = new QueueMonitor(ports.balancer(), scaling::busy, this::wake);
    }

    public void start() {
        thread.start();
        queues.start();
    }

    /// Starts a round soon; may be called from any thread, as often as one likes.
    public void wake() {
        wakes.release();
    }

    public CloudSnapshot snapshot() {
        return publisher.latest();
    }

    public Subscription subscribe(Consumer<CloudSnapshot> listener) {
        return publisher.subscribe(listener);
    }

    public CloudSpec spec() {
        return specs.current();
    }

    /// What the last round saw.
    public Observation observation() {
        return latest;
    }

    public Timings rounds() {
        return rounds.read();
    }

    /// How often the autoscaler reached each verdict.
    public Map<PodName, Map<Decision.Verdict, Long>> verdicts() {
        return scaling.verdicts();
    }

    public Receipt submit(Command command) {
        Receipt receipt = specs.take(spec -> SpecChanges.apply(spec, command, knownNodes(spec)));
        LOG.info("Took in {}", command);
        recorder.note(
                CloudEvent.Severity.INFO,
                CloudEvent.Kind.COMMAND,
                command.subject(),
                null,
                command.describe());
        publisher.show(specs::current);
        wake();
        return receipt;
    }

    /// Keeps an event about a pod that did not come from the loop itself.
    public void note(CloudEvent.Severity severity, PodName pod, String message) {
        LOG.warn("{}", message);
        recorder.note(severity, CloudEvent.Kind.MANAGER, pod, null, message);
    }

    public Plan preview(Command command) {
        CloudSpec spec = specs.current();
        CloudSpec changed = SpecChanges.apply(spec, command, knownNodes(spec));
        return Projection.untilConverged(PlanInput.of(changed, latest, ports.clock().instant()))
                .withWarnings(ScalingAdvice.ofChanges(spec, changed, this::provisioning));
    }

    private Duration provisioning(PodName pod) {
        return snapshot()
                .pod(pod)
                .flatMap(p -> Optional.ofNullable(p.reaction()))
                .orElse(PodScalingState.FIRST_GUESS);
    }

    private SpecChanges.KnownNodes knownNodes(CloudSpec spec) {
        CloudSnapshot snapshot = publisher.latest();
        Observation seen = latest;
        return new SpecChanges.KnownNodes() {
            @Override
            public @Nullable NodeState state(PodName pod, NodeName node) {
                PodStatus status = snapshot.pods().get(pod);
                return status == null
                        ? null
                        : status.nodes().stream()
                                .filter(n -> n.node().equals(node))
                                .map(n -> n.state())
                                .findFirst()
                                .orElse(null);
            }

            @Override
            public boolean present(PodName pod) {
                return seen.pods().contains(pod)
                        || executor.underWay().values().stream().anyMatch(a -> concerns(a, pod));
            }

            @Override
            public @Nullable PodName owner(NodeName node) {
                return spec.pods().keySet().stream()
                        .filter(pod -> state(pod, node) != null)
                        .findFirst()
                        .orElse(null);
            }
        };
    }

    private static boolean concerns(Action action, PodName pod) {
        return switch (action) {
            case Action.OnPod a -> a.pod().equals(pod);
            case Action.OnNode a -> a.pod().equals(pod);
            case Action.ConfigureBalancer ignored -> false;
        };
    }

    private void run() {
        while (!closed) {
            Duration pause = IDLE;
            long begun = System.nanoTime();
            try {
                pause = round();
            } catch (RuntimeException | LinkageError e) {
                LOG.error("A round failed; the next one follows", e);
            }
            rounds.since(begun);
            try {
                if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// One round; answers how long to wait for the next when nothing wakes the loop.
    private Duration round() {
        Map<String, Action> before = executor.underWay();
        Observation seen = observer.observe(specs.current());
        latest = seen;
        Instant now = ports.clock().instant();
        adopt(seen, now);
        nodes.follow(seen, before, now);
        settleTargets(seen, before);
        scaling.measure(specs.current(), seen, now);
        if (seen.engine().reachable() && !adopting) {
            scaling.decide(specs, seen, now);
        }
        CloudSpec spec = specs.current();
        Plan plan = Plan.EMPTY;
        if (seen.engine().reachable() && !adopting) {
            plan =
                    Planner.plan(
                            new PlanInput(
                                    spec,
                                    seen,
                                    before,
                                    backoff.blockedUntil(),
                                    nodes.since(),
                                    now));
            executor.begin(plan, spec, seen);
        }
        scaling.record();
        SnapshotBuilder.Round round =
                new SnapshotBuilder.Round(
                        spec, seen, before, plan, problems(now), executor.buildLines(), now);
        publisher.publish(snapshots.make(round), specs::current);
        boolean moving = !plan.isEmpty() || !before.isEmpty() || nodes.anyProbed();
        boolean draining =
                seen.servers().values().stream()
                        .anyMatch(s -> s.mode() == BalancerServer.Mode.DRAINING);
        if (moving || draining) {
            return MOVING;
        }
        return scaling.busy() ? BUSY : IDLE;
    }

    /// Takes over what runs, once all of it was seen, when there was no stored spec to say what
    /// should run. Until then nothing is done, or nodes would be taken for superfluous.
    private void adopt(Observation seen, Instant now) {
        if (!adopting || !seen.engine().reachable()) {
            return;
        }
        SequencedMap<NodeName, PodSpec> declared = ports.runtime().declared();
        if (adoptBy == null) {
            adoptBy = now.plus(ADOPTION_WAITS);
        }
        if (!seen.containers().keySet().containsAll(declared.keySet()) && now.isBefore(adoptBy)) {
            wake();
            return;
        }
        CloudSpec before = specs.current();
        CloudSpec after = specs.change(spec -> Adoption.adopted(spec, declared, seen));
        adopting = false;
        String found = Adoption.described(before, after);
        if (!found.isEmpty()) {
            LOG.warn("{}", found);
            recorder.note(CloudEvent.Severity.WARNING, CloudEvent.Kind.MANAGER, found);
        }
    }

    private List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>(backoff.problems(now));
        storeWatch.look(now).ifPresent(problems::add);
        ports.store().damage().ifPresent(problems::add);
        return problems;
    }

    /// Forgets names whose removal is complete.
    private void settleTargets(Observation seen, Map<String, Action> underWay) {
        specs.change(
                spec -> {
                    CloudSpec changed = spec;
                    for (var pod : spec.pods().values()) {
                        Set<NodeName> removing = new TreeSet<>(pod.target().removing());
                        removing.removeIf(
                                n ->
                                        seen.engine().reachable()
                                                && seen.container(n).isEmpty()
                                                && !underWay.containsKey("node " + n));
                        if (removing.size() != pod.target().removing().size()) {
                            changed =
                                    changed.with(
                                            pod.withTarget(pod.target().withRemoving(removing)));
                        }
                    }
                    return changed;
                });
    }

    @Override
    public void close() {
        closed = true;
        queues.close();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
            changes.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Could not stop listening to the engine: {}", e.toString());
        }
        executor.close();
    }
}
