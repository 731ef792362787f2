package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.engine.reaction.StepLog;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.engine.record.NodeStateHistory;
import dev.elasticcloud.manager.engine.record.StoreMonitor;
import dev.elasticcloud.manager.engine.spec.SpecHolder;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.plan.Planner;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.Stopwatch;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control loop: observe, decide, plan, act, publish. A wake or a timeout starts a round, a
/// burst of wakes starts one, and after any wake the whole state is read again. Errors never end
/// the loop. One thread owns all its state.
public final class ReconcileLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofMillis(500);

    /// Pause while the balancer is about to find a new node healthy, or an effect is about to
    /// show.
    private static final Duration MOVING = Duration.ofMillis(40);

    private final Ports ports;
    private final SpecHolder specs;
    private final CommandHandler commands;
    private final Backoff backoff = new Backoff();
    private final EventRecorder recorder;
    private final ProblemReport problemReport;
    private final PlanExecutor executor;
    private final Observer observer;
    private final NodeConditions conditions;
    private final DeathCounter deaths;
    private final ProblemSettler settler;
    private final NodeStateHistory history;
    private final Convergence convergence = new Convergence();
    private final Adopter adopter;
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

    public ReconcileLoop(Ports ports) {
        this.ports = ports;
        this.specs = new SpecHolder(ports.specs());
        this.recorder = new EventRecorder(ports.events(), ports.clock());
        this.adopter = new Adopter(ports.runtime(), specs, recorder);
        this.problemReport =
                new ProblemReport(
                        backoff,
                        new StoreMonitor(ports.store(), recorder),
                        ports.store(),
                        adopter::pending);
        StepLog steps = new StepLog(ports.clock());
        this.executor = new PlanExecutor(ports, backoff, recorder, steps, this::wake);
        this.observer = new Observer(ports, recorder);
        this.conditions = new NodeConditions();
        this.deaths = new DeathCounter(backoff, recorder, executor::hasRemoved);
        this.settler = new ProblemSettler(backoff);
        this.history = new NodeStateHistory(recorder);
        this.scaling = new AutoscalerController(ports, steps);
        this.snapshots = new SnapshotBuilder(ports, scaling);
        Instant now = ports.clock().instant();
        this.latest = Observation.nothing(now);
        this.publisher = new SnapshotPublisher(CloudSnapshot.empty(ports.cloud(), now));
        this.commands =
                new CommandHandler(
                        ports.clock(),
                        specs,
                        backoff,
                        recorder,
                        executor::underWay,
                        publisher::latest,
                        this::observation);
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

    /// The observation of the last round.
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
        Receipt receipt = commands.submit(command);
        publisher.show(specs::current);
        wake();
        return receipt;
    }

    /// Stores an event about a pod that does not come from the loop itself.
    public void note(CloudEvent.Severity severity, PodName pod, String message) {
        LOG.warn("{}", message);
        recorder.note(severity, CloudEvent.Kind.MANAGER, pod, null, message);
    }

    /// The lines of a pod's latest image build, oldest first.
    public List<String> buildLog(PodName pod) {
        return executor.buildLogs().of(pod);
    }

    public Plan preview(Command command) {
        return commands.preview(command);
    }

    private void run() {
        while (!closed) {
            Duration pause = IDLE;
            long begun = System.nanoTime();
            try {
                pause = round();
            } catch (RuntimeException | LinkageError e) {
                if (closed) {
                    return;
                }
                LOG.error("A round failed; the loop continues", e);
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

    /// Runs one round. Returns how long to wait for the next round unless woken.
    private Duration round() {
        Map<Subject, Action> underWay = executor.underWay();
        Observation seen = observer.observe(specs.current());
        latest = seen;
        Instant at = ports.clock().instant();
        Instant now = ports.clock().steady();
        adopter.adopt(specs, seen, now);
        conditions.follow(seen, now);
        deaths.follow(seen, underWay, now);
        specs.change(spec -> RemovalSettler.settled(spec, seen, underWay));
        CloudView cloud = view(seen, underWay, now);
        scaling.measure(specs.current(), seen, now);
        RoundUsage usage = RoundUsage.of(ports.usage(), cloud, at);
        Plan plan = Plan.EMPTY;
        if (seen.engine().reachable() && !adopter.pending()) {
            if (scaling.decide(specs, cloud, usage, at)) {
                cloud = view(seen, underWay, now);
            }
            plan = Planner.plan(cloud);
            executor.begin(plan, cloud.spec(), seen);
            settler.follow(cloud, plan);
        }
        scaling.record();
        publish(cloud, usage, plan, at);
        return pauseAfter(cloud, plan);
    }

    /// The state of everything in this round. Rebuilt when the autoscaler has changed a wanted
    /// count.
    private CloudView view(Observation seen, Map<Subject, Action> underWay, Instant now) {
        return CloudView.of(
                specs.current(),
                seen,
                underWay,
                backoff.blockedUntil(),
                conditions.conditions(history.states()),
                now);
    }

    /// @param at the wall time of this round, for everything shown and stored
    private void publish(CloudView cloud, RoundUsage usage, Plan plan, Instant at) {
        List<Problem> problems = problemReport.of(cloud, at);
        convergence.follow(cloud, plan, problems, at);
        CloudSnapshot snapshot =
                snapshots.build(
                        cloud,
                        usage,
                        at,
                        plan,
                        problems,
                        convergence,
                        history.since(),
                        executor.buildLogs().lastLines());
        history.follow(snapshot.pods().values(), at);
        publisher.publish(snapshot, specs::current);
    }

    /// The end of an action, Docker's events and waiting jobs wake the loop by themselves; only
    /// what sends no signal is polled at short intervals.
    private Duration pauseAfter(CloudView cloud, Plan plan) {
        if (!plan.isEmpty() || conditions.answersSoon(cloud.now())) {
            return MOVING;
        }
        return scaling.busy() || !cloud.underWay().isEmpty() ? BUSY : IDLE;
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
