package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.engine.reaction.StepLog;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanExecutorTest {

    private static final PodSpec POD = pod("light", 1);
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Observation SERVING = ready(POD).serving(POD, "light-1").see();
    private static final Action START = new Action.StartNode(LIGHT, NODE);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean blocking;
    private volatile boolean failing;

    private final EngineRig rig = new EngineRig(new Runtime(), new Balancer());
    private final Backoff backoff = new Backoff();
    private final PlanExecutor executor =
            new PlanExecutor(
                    rig.ports(),
                    backoff,
                    rig.recorder,
                    new StepLog(rig.clock),
                    wakes::incrementAndGet);

    private final class Runtime extends FakeRuntime {
        Runtime() {
            super(SERVING);
        }

        @Override
        public void start(PodSpec pod, NodeName node, Runnable created) {
            calls.add("start " + node);
            begun.countDown();
            if (blocking) {
                waitThroughInterrupts();
            }
            if (failing) {
                throw PortException.refused("no room", null);
            }
            calls.add("started " + node);
        }

        @Override
        public void remove(NodeContainer node) {
            calls.add("remove " + node.node());
        }

        @Override
        public void freeze(NodeContainer node) {
            calls.add("freeze " + node.node());
        }
    }

    private final class Balancer extends FakeBalancer {
        Balancer() {
            super(SERVING);
        }

        @Override
        public void maintain(PodName pod, NodeName node) {
            calls.add("maintain " + node);
        }
    }

    /// Like a call to an engine that does not react to an interrupt at once.
    private void waitThroughInterrupts() {
        boolean ended = false;
        while (!ended) {
            try {
                mayEnd.await();
                ended = true;
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        executor.close();
        rig.close();
    }

    private void begin(Action action) {
        executor.begin(
                new Plan(List.of(new Plan.Step(action, "a test asks for it"))),
                cloud(POD),
                SERVING);
    }

    private void awaitEnd() {
        Awaiting.until("all has ended", () -> executor.underWay().isEmpty());
    }

    @Test
    void anActionWithoutEffectIsAProblemAndBacksOff() {
        Subject.Image image = new Subject.Image(LIGHT);
        for (int times = 1; times <= 3; times++) {
            begin(new Action.BuildImage(LIGHT));
            awaitEnd();
            assertThat(backoff.problems(rig.now(), rig.now())).as("time %d", times).isEmpty();
            rig.pass(Duration.ofSeconds(1));
        }
        begin(new Action.BuildImage(LIGHT));
        awaitEnd();

        assertThat(backoff.problems(rig.now(), rig.now()))
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.subject()).isEqualTo(image);
                            assertThat(p.message()).contains("4 times", "without any effect");
                        });
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws InterruptedException {
        blocking = true;
        begin(START);
        begun.await();

        Thread closing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    executor.close();
                                    calls.add("closed");
                                });
        interrupted.await();
        mayEnd.countDown();
        closing.join();

        assertThat(calls).containsExactly("start light-1", "started light-1", "closed");
    }

    @Test
    void aFailureWhileClosingIsNotReported() throws InterruptedException {
        blocking = true;
        failing = true;
        begin(START);
        begun.await();
        Thread closing = Thread.ofVirtual().start(executor::close);
        interrupted.await();
        mayEnd.countDown();
        closing.join();

        assertThat(backoff.problems(rig.clock.steady(), rig.now())).isEmpty();
    }

    @Test
    void twoActionsOnOneSubjectNeverRunAtTheSameTime() throws InterruptedException {
        blocking = true;
        begin(START);
        begun.await();
        begin(new Action.RemoveContainer(LIGHT, NODE));

        assertThat(executor.underWay()).containsEntry(new Subject.Node(NODE), START).hasSize(1);
        mayEnd.countDown();
        awaitEnd();
        assertThat(calls).doesNotContain("remove light-1");
    }

    @Test
    void anActionJustDoneIsNotBegunAgain() {
        begin(START);
        awaitEnd();
        begin(START);
        awaitEnd();
        assertThat(calls).containsExactly("start light-1", "started light-1");

        rig.pass(Duration.ofMillis(251));
        begin(START);
        awaitEnd();
        assertThat(calls).hasSize(4);
    }

    @Test
    void aStartThatFailsHoldsBackAllStartsOfItsPod() {
        failing = true;
        begin(START);
        awaitEnd();

        assertThat(backoff.blockedUntil()).containsOnlyKeys(new Subject.Starts(LIGHT));
        assertThat(rig.events()).containsExactly("Could not start light-1: no room");
        assertThat(wakes).as("the loop looks at once").hasValueGreaterThan(0);
    }

    @Test
    void anActionOnAMissingNodeFailsAndOthersStillRun() {
        Action gone = new Action.RemoveContainer(LIGHT, NodeName.of("light-9"));
        begin(gone);
        awaitEnd();

        assertThat(rig.events()).containsExactly("Could not stop light-9: node light-9 is gone");
        begin(START);
        awaitEnd();
        assertThat(calls).contains("started light-1");
    }

    @Test
    void aNodeLeavesTheBalancerBeforeItIsStoppedOrFrozenAndItsJobsAreToldOf() {
        Observation busy =
                ready(POD)
                        .with(container(POD, "light-1", State.RUNNING))
                        .with(server(POD, "light-1", Mode.DRAINING, true, 2))
                        .see();
        List<Plan.Step> steps = new ArrayList<>();
        steps.add(new Plan.Step(new Action.RemoveContainer(LIGHT, NODE), "its deadline is over"));
        executor.begin(new Plan(steps), cloud(POD), busy);
        awaitEnd();

        assertThat(calls).containsExactly("maintain light-1", "remove light-1");
        assertThat(rig.cutOffs)
                .containsExactly(
                        "light: node light-1 was taken from its jobs: its deadline is over");
    }

    @Test
    void aFrozenNodeThatIsInRotationIsOnlyTakenOut() {
        Observation frozen =
                ready(POD)
                        .with(container(POD, "light-1", State.FROZEN))
                        .with(server(POD, "light-1", Mode.READY, true, 0))
                        .see();
        Plan plan = new Plan(List.of(new Plan.Step(new Action.Freeze(LIGHT, NODE), "frozen")));
        executor.begin(plan, cloud(POD), frozen);
        awaitEnd();

        assertThat(calls).containsExactly("maintain light-1");
    }

    @Test
    void aRemovalIsRememberedWhateverBecameOfItUntilTheContainerIsGone() {
        NodeContainer node = SERVING.container(NODE).orElseThrow();
        begin(new Action.RemoveContainer(LIGHT, NODE));
        assertThat(executor.hasRemoved(node)).isTrue();

        executor.begin(Plan.EMPTY, cloud(POD), SERVING);
        assertThat(executor.hasRemoved(node)).as("it is still there").isTrue();
        executor.begin(Plan.EMPTY, cloud(POD), ready(POD).see());
        assertThat(executor.hasRemoved(node)).as("it is gone and was told of").isFalse();
    }
}
