package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How often the loop runs when nothing wakes it. Its rounds are compared with the queue monitor's,
/// which reads the balancer four times a second, or ten times while jobs run.
class ReconcileLoopTest {

    private static final PodSpec POD = pod("light", 1);
    private static final PodSpec NONE = pod("light", 0);
    private static final Observation SERVING = ready(POD).serving(POD, "light-1").see();
    private static final Observation DRAINING =
            ready(POD)
                    .with(container(POD, "light-1", State.RUNNING))
                    .with(server(POD, "light-1", Mode.DRAINING, true, 1))
                    .see();

    private static int roundsFor(int questions, EngineRig rig, Runnable whenRunning)
            throws InterruptedException {
        try (ReconcileLoop loop = new ReconcileLoop(rig.ports())) {
            loop.start();
            whenRunning.run();
            rig.balancer.asked.drainPermits();
            int before = rig.runtime.observed.get();
            rig.balancer.asked.acquire(questions);
            return rig.runtime.observed.get() - before;
        }
    }

    private static EngineRig rig(CloudSpec spec, FakeRuntime runtime, Observation seen) {
        EngineRig rig = new EngineRig(runtime, new FakeBalancer(seen));
        rig.store.specs().save(spec);
        return rig;
    }

    private static void awaitRounds(FakeRuntime runtime, int rounds) {
        Awaiting.until("the loop runs", () -> runtime.observed.get() >= rounds);
    }

    @Test
    void aConvergedCloudIsObservedSeldom() throws InterruptedException {
        FakeRuntime runtime = new FakeRuntime(SERVING);
        try (EngineRig rig = rig(cloud(POD), runtime, SERVING)) {
            assertThat(roundsFor(6, rig, () -> awaitRounds(runtime, 1))).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void aDrainingNodeDoesNotSpeedUpTheLoop() throws InterruptedException {
        FakeRuntime runtime = new FakeRuntime(DRAINING);
        try (EngineRig rig = rig(cloud(NONE), runtime, DRAINING)) {
            assertThat(roundsFor(6, rig, () -> awaitRounds(runtime, 2))).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void aBuildWithMuchOutputDoesNotSpeedUpTheLoop() throws InterruptedException {
        Observation noImage = ready(POD).see().withImages(Map.of());
        TalkativeBuild runtime = new TalkativeBuild(noImage);
        try (EngineRig rig = rig(cloud(POD), runtime, noImage)) {
            int rounds = roundsFor(6, rig, runtime::awaitBuild);
            runtime.end();

            assertThat(rounds).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void nodesAwaitingAdoptionDoNotSpeedUpTheLoop() throws InterruptedException {
        FakeRuntime runtime = new FakeRuntime(SERVING);
        runtime.declared.put(NodeName.of("light-2"), POD);
        try (EngineRig rig = new EngineRig(runtime, new FakeBalancer(SERVING))) {
            assertThat(roundsFor(6, rig, () -> awaitRounds(runtime, 1))).isLessThanOrEqualTo(18);
        }
    }

    /// Builds an image until the test ends it, and prints a line after each round.
    private static final class TalkativeBuild extends FakeRuntime {

        private final Semaphore rounds = new Semaphore(0);
        private final Semaphore begun = new Semaphore(0);
        private volatile boolean ended;

        TalkativeBuild(Observation shown) {
            super(shown);
        }

        @Override
        public State observe(Collection<PodSpec> pods) {
            rounds.release();
            return super.observe(pods);
        }

        @Override
        public void buildImage(PodSpec pod, Consumer<String> progress) {
            begun.release();
            try {
                while (!ended) {
                    rounds.acquire();
                    progress.accept("another line");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitBuild() {
            begun.acquireUninterruptibly();
        }

        void end() {
            ended = true;
            rounds.release();
        }
    }
}
