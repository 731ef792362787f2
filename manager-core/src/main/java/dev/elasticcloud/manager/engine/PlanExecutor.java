package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.reaction.StepLog;
import dev.elasticcloud.manager.engine.record.BuildLogs;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes plans, each action on its own thread, never two on the same subject at a time. A
/// failure stops nothing else: it is remembered, shown and retried later.
final class PlanExecutor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlanExecutor.class);

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

    /// How long after an action the same one is not started again: its effect may not show yet.
    private static final Duration EFFECT = Duration.ofMillis(250);

    /// An action planned again this soon after it succeeded has had no effect.
    private static final Duration SAME_AGAIN = Duration.ofSeconds(10);

    /// How often an action may be repeated without an effect before it counts as a failure.
    private static final int WITHOUT_EFFECT = 3;

    /// A step that succeeded recently, with its steady time.
    ///
    /// @param times consecutive successes without an effect
    private record Done(Plan.Step step, Instant at, int times) {

        Action action() {
            return step.action();
        }
    }

    private final ActionRunner runner;
    private final Backoff backoff;
    private final EventRecorder recorder;
    private final ManagerClock clock;
    private final Runnable wake;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("act-", 0).factory());
    private final Map<Subject, Action> underWay = new ConcurrentHashMap<>();
    private final Map<Subject, Done> done = new ConcurrentHashMap<>();
    private final BuildLogs buildLogs = new BuildLogs();

    /// The ids of the containers that have begun to be removed and were still seen since.
    private final Map<NodeName, String> removals = new ConcurrentHashMap<>();

    /// @param steps receives what nodes reach on their way into service
    PlanExecutor(
            Ports ports, Backoff backoff, EventRecorder recorder, StepLog steps, Runnable wake) {
        this.clock = ports.clock();
        this.backoff = backoff;
        this.recorder = recorder;
        this.wake = wake;
        this.runner = new ActionRunner(ports, backoff, recorder, buildLogs, steps);
    }

    Map<Subject, Action> underWay() {
        return Map.copyOf(underWay);
    }

    /// The last log line of each running or finished build.
    BuildLogs buildLogs() {
        return buildLogs;
    }

    /// Whether a container that is gone was removed by an action, whatever became of that.
    boolean hasRemoved(NodeContainer container) {
        return container.id().equals(removals.get(container.node()));
    }

    void begin(Plan plan, CloudSpec spec, Observation seen) {
        Instant now = clock.steady();
        removals.entrySet().removeIf(removal -> !isSeen(removal, seen));
        done.values().removeIf(d -> now.isAfter(d.at().plus(SAME_AGAIN)));
        for (Plan.Step step : plan.steps()) {
            Action action = step.action();
            Done last = done.get(action.subject());
            boolean justDone =
                    last != null
                            && last.action().equals(action)
                            && now.isBefore(last.at().plus(EFFECT));
            if (!justDone && underWay.putIfAbsent(action.subject(), action) == null) {
                if (action instanceof Action.RemoveContainer removal) {
                    seen.container(removal.node()).ifPresent(c -> removals.put(c.node(), c.id()));
                }
                threads.execute(() -> carryOut(step, spec, seen));
            }
        }
    }

    private static boolean isSeen(Map.Entry<NodeName, String> container, Observation seen) {
        return seen.container(container.getKey())
                .filter(now -> now.id().equals(container.getValue()))
                .isPresent();
    }

    private void carryOut(Plan.Step step, CloudSpec spec, Observation seen) {
        Action action = step.action();
        LOG.info("{}", step);
        long begun = System.nanoTime();
        try {
            runner.run(step, spec, seen);
            LOG.debug("{} took {} µs", action.describe(), (System.nanoTime() - begun) / 1000);
            int times = succeeded(step);
            if (times > WITHOUT_EFFECT) {
                failed(action, "it reported success %d times without any effect".formatted(times));
                return;
            }
            backoff.succeeded(action.subject());
            recorder.note(CloudEvent.Severity.INFO, action, step.toString());
        } catch (PortException e) {
            failed(action, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Fault in action: {}", action.describe(), e);
            failed(action, "fault of the manager: " + e);
        } finally {
            underWay.remove(action.subject(), action);
            wake.run();
        }
    }

    /// How often the step has succeeded since it last had an effect.
    private int succeeded(Plan.Step step) {
        Subject subject = step.action().subject();
        Done before = done.get(subject);
        int times = before != null && before.step().equals(step) ? before.times() + 1 : 1;
        done.put(subject, new Done(step, clock.steady(), times));
        return times;
    }

    private void failed(Action action, String message) {
        if (threads.isShutdown()) {
            return;
        }
        String what = "Could not " + action.describe() + ": " + message;
        LOG.warn("{}", what);
        recorder.note(CloudEvent.Severity.WARNING, action, what);
        Subject subject =
                action instanceof Action.StartNode start
                        ? new Subject.Starts(start.pod())
                        : action.subject();
        backoff.failed(subject, what, clock.steady());
    }

    /// Interrupts the running actions and waits for them to end, so that nothing touches the
    /// engine after the manager has closed.
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Still under way after closing: {}", underWay.values());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
