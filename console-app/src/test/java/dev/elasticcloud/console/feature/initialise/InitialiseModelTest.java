package dev.elasticcloud.console.feature.initialise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the task centre is told of pods that come into being, and what stands in the way.
class InitialiseModelTest {

    private static final Set<PodName> OTHERS = Set.of(PodName.of("medium"), PodName.of("heavy"));

    private final FakeCloud cloud = new FakeCloud(fresh(SampleClouds.declared()));
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private final CloudConnection connection = new CloudConnection(cloud, answers::add);
    private final List<String> ended = new ArrayList<>();
    private final TaskCentre tasks =
            new TaskCentre(task -> ended.add(task.stage().state() + " " + task.stage().step()));
    private final InitialiseModel model = new InitialiseModel(connection, tasks);

    @AfterEach
    void close() {
        connection.close();
    }

    /// The sample's pods as they are before anybody wanted them.
    private static CloudSnapshot fresh(CloudSnapshot snapshot) {
        SortedMap<PodName, PodStatus> pods = new TreeMap<>();
        snapshot.pods()
                .forEach(
                        (name, pod) ->
                                pods.put(
                                        name,
                                        status(
                                                pod.spec().withTarget(Target.NONE),
                                                PodPhase.NOT_INITIALISED,
                                                List.of())));
        return with(snapshot, pods);
    }

    private static CloudSnapshot with(CloudSnapshot snapshot, SortedMap<PodName, PodStatus> pods) {
        return new CloudSnapshot(
                snapshot.number() + 1,
                snapshot.at(),
                "local",
                1,
                snapshot.engine(),
                snapshot.balancer(),
                pods,
                List.of(),
                snapshot.hosts());
    }

    private static PodStatus status(PodSpec spec, PodPhase phase, List<SetupStep> steps) {
        return new PodStatus(
                spec,
                1,
                phase,
                steps,
                List.of(),
                PodLoad.NONE,
                JobCounts.NONE,
                null,
                null,
                PodStatus.Cost.NONE);
    }

    private void settle() throws InterruptedException {
        for (Runnable next = answers.poll(); next != null; next = answers.poll()) {
            next.run();
        }
    }

    private void answer() throws InterruptedException {
        Runnable next = answers.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        next.run();
    }

    private void publish(PodPhase phase, int nodes, SetupStep... steps) throws Exception {
        publish(cloud.snapshot().pods().keySet(), phase, nodes, steps);
    }

    private void publish(Set<PodName> some, PodPhase phase, int nodes, SetupStep... steps)
            throws Exception {
        SortedMap<PodName, PodStatus> pods = new TreeMap<>(cloud.snapshot().pods());
        for (PodName name : some) {
            PodSpec spec = cloud.snapshot().pod(name).orElseThrow().spec();
            boolean wanted = phase != PodPhase.NOT_INITIALISED;
            pods.put(
                    name,
                    status(
                            spec.withTarget(Target.NONE.withInitialised(wanted).withNodes(nodes)),
                            phase,
                            List.of(steps)));
        }
        cloud.publish(with(cloud.snapshot(), pods));
        settle();
    }

    @Test
    void aTaskFollowsThePodsUntilAllNodesServe() throws Exception {
        settle();
        model.initialise();
        answer();
        LongTask task = tasks.tasks().getFirst();
        assertThat(task.title()).isEqualTo("Initialise heavy, light, medium");
        publish(
                PodPhase.INITIALISING,
                1,
                new SetupStep(SetupStep.Kind.IMAGE, SetupStep.Progress.DONE, ""),
                new SetupStep(SetupStep.Kind.NODES, SetupStep.Progress.RUNNING, "0 of 1"));
        assertThat(task.stage().progress()).hasValue(0.5);
        assertThat(task.stage().step()).contains("light: Nodes started, 0 of 1");
        publish(PodPhase.STEADY, 0);
        assertThat(ended).containsExactly("DONE all nodes serve");
    }

    @Test
    void cancellingTakesBackThePodsThatDoNotServeYet() throws Exception {
        settle();
        model.initialise();
        answer();
        publish(
                PodPhase.INITIALISING,
                1,
                new SetupStep(SetupStep.Kind.IMAGE, SetupStep.Progress.RUNNING, ""));
        tasks.tasks().getFirst().cancel();
        for (int i = 0; i < 3; i++) {
            answer();
        }
        assertThat(cloud.commands()).filteredOn(Command.ShutDownPod.class::isInstance).hasSize(3);
    }

    @Test
    void cancellingBeforeTheManagerHasAnsweredTakesThePodsBackOnceItHas() throws Exception {
        settle();
        model.initialise();
        tasks.tasks().getFirst().cancel();
        for (int i = 0; i < 4; i++) {
            answer();
        }
        assertThat(cloud.commands().getFirst()).isInstanceOf(Command.Initialise.class);
        assertThat(cloud.commands()).filteredOn(Command.ShutDownPod.class::isInstance).hasSize(3);
    }

    @Test
    void cancellingBeforeASnapshotTellsOfThePodsTakesThemBack() throws Exception {
        settle();
        model.initialise();
        answer();
        tasks.tasks().getFirst().cancel();
        for (int i = 0; i < 3; i++) {
            answer();
        }
        assertThat(cloud.commands()).filteredOn(Command.ShutDownPod.class::isInstance).hasSize(3);
    }

    @Test
    void aTaskEndsWithItsOtherPodsWhenOneWasTakenBack() throws Exception {
        settle();
        model.initialise();
        answer();
        publish(PodPhase.INITIALISING, 1);
        publish(Set.of(SampleClouds.LIGHT), PodPhase.NOT_INITIALISED, 0);
        assertThat(tasks.runningProperty().get()).isEqualTo(1);
        publish(OTHERS, PodPhase.STEADY, 0);
        assertThat(ended).containsExactly("DONE all nodes serve");
    }

    @Test
    void aTaskEndsWhenAllItsPodsWereTakenBack() throws Exception {
        settle();
        model.initialise();
        answer();
        publish(PodPhase.INITIALISING, 1);
        publish(PodPhase.NOT_INITIALISED, 0);
        assertThat(ended).containsExactly("FAILED all its pods were cancelled");
    }

    @Test
    void twoTasksAtOnceAreBothFollowed() throws Exception {
        settle();
        OTHERS.forEach(model::leaveOut);
        model.initialise();
        answer();
        publish(Set.of(SampleClouds.LIGHT), PodPhase.INITIALISING, 1);
        OTHERS.forEach(pod -> model.choose(pod, 1));
        model.initialise();
        answer();
        publish(OTHERS, PodPhase.INITIALISING, 1);
        assertThat(tasks.runningProperty().get()).isEqualTo(2);
        publish(PodPhase.STEADY, 0);
        assertThat(tasks.runningProperty().get()).isZero();
        assertThat(ended).containsExactly("DONE all nodes serve", "DONE all nodes serve");
    }

    @Test
    void aRefusalIsTheEndOfTheTask() throws Exception {
        settle();
        cloud.refuse("The host is full: needs 0.8 CPU");
        model.initialise();
        answer();
        assertThat(ended).containsExactly("FAILED The host is full: needs 0.8 CPU");
        assertThat(model.errorProperty().get()).contains("host is full");
    }

    @Test
    void withoutDockerNothingCanBeInitialised() throws Exception {
        cloud.publish(
                new CloudSnapshot(
                        9,
                        SampleClouds.NOW,
                        "local",
                        1,
                        cloud.snapshot().engine().unreachable("no such file or directory"),
                        cloud.snapshot().balancer(),
                        cloud.snapshot().pods(),
                        List.of()));
        settle();
        assertThat(model.ready()).isEmpty();
        assertThat(model.hintProperty().get()).contains("as soon as Docker answers");
        assertThat(model.engineProperty().get().command()).contains("docker.io");
    }

    @Test
    void theChosenNodesAreSetAgainstWhatTheHostCanPromise() throws Exception {
        settle();
        model.choose(SampleClouds.LIGHT, 4);
        model.choose(PodName.of("medium"), 0);
        model.choose(PodName.of("heavy"), 1);
        assertThat(model.promiseProperty().get()).startsWith("Takes 2.0 of 12.0 CPU");
    }
}
