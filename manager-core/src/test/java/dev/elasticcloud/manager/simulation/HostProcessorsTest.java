package dev.elasticcloud.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HostProcessorsTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Offset<Double> CLOSE = within(1e-6);

    private final HostProcessors host = new HostProcessors(2, START);

    private static CpuGroup node(double limit) {
        return new CpuGroup(limit, CpuGroup.SERVING);
    }

    private static SimulatedTask computes(double seconds) {
        return SimulatedTask.withoutDeadline(seconds);
    }

    private static SimulatedTask endless() {
        return computes(1e9);
    }

    private CpuGroup runs(CpuGroup group, SimulatedTask... tasks) {
        List.of(tasks).forEach(group::add);
        host.add(group);
        return group;
    }

    private void pass(double seconds) {
        host.advanceTo(START.plusNanos(host.reached() + Math.round(seconds * 1e9)));
    }

    private static double ended(SimulatedTask task) {
        assertThat(task.isDone()).isTrue();
        return task.endedAt() / 1e9;
    }

    @Test
    void jobsOnOneNodeShareItsLimitEvenly() {
        SimulatedTask small = computes(0.1);
        SimulatedTask large = computes(0.3);
        runs(node(0.5), small, large);

        pass(10);

        assertThat(ended(small)).isEqualTo(0.4, CLOSE);
        assertThat(ended(large)).isEqualTo(0.8, CLOSE);
    }

    @Test
    void nodesGetTheirLimitWhileTheHostHasEnough() {
        CpuGroup one = runs(node(0.5), endless());
        CpuGroup other = runs(node(1.5), endless());

        pass(4);

        assertThat(one.usedSeconds()).isEqualTo(2, CLOSE);
        assertThat(other.usedSeconds()).isEqualTo(6, CLOSE);
        assertThat(host.pressure()).isZero();
    }

    @Test
    void nodesThatWantMoreThanTheHostHasShareItByWeight() {
        CpuGroup light = runs(new CpuGroup(2, 1), endless());
        CpuGroup heavy = runs(new CpuGroup(2, 3), endless());
        CpuGroup small = runs(new CpuGroup(0.2, 1), endless());

        pass(10);

        assertThat(small.usedSeconds()).isEqualTo(2, CLOSE);
        assertThat(light.usedSeconds()).isEqualTo(4.5, CLOSE);
        assertThat(heavy.usedSeconds()).isEqualTo(13.5, CLOSE);
    }

    @Test
    void nodesBeyondTheHostsCapacityDoNoMoreWork() {
        List<CpuGroup> nodes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            nodes.add(runs(node(0.5), endless()));
        }

        pass(10);

        assertThat(nodes.stream().mapToDouble(CpuGroup::usedSeconds).sum()).isEqualTo(20, CLOSE);
        assertThat(nodes).allMatch(node -> Math.abs(node.usedSeconds() - 0.5) < 1e-6);
    }

    @Test
    void aStartTakesLongerOnABusyHostAndTakesLittleFromWhatServes() {
        SimulatedTask alone = computes(0.3);
        runs(new CpuGroup(0.5, CpuGroup.STARTING), alone);
        pass(10);
        assertThat(ended(alone)).isEqualTo(0.6, CLOSE);
        List<CpuGroup> serving = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            serving.add(runs(node(0.5), endless()));
        }
        SimulatedTask beside = computes(0.3);
        runs(new CpuGroup(0.5, CpuGroup.STARTING), beside);

        pass(10);

        // a quarter of a share, out of 8.25 shares of two cores
        assertThat(ended(beside) - 10).isEqualTo(0.3 / (2 * 0.25 / 8.25), CLOSE);
        assertThat(serving.getFirst().usedSeconds()).isEqualTo((20 - 0.3) / 8, CLOSE);
    }

    @Test
    void jobsThatWaitUseNoProcessor() {
        CpuGroup waiting = node(0.5);
        List<SimulatedTask> jobs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SimulatedTask job = new SimulatedTask(1, 0.01, Long.MAX_VALUE);
            jobs.add(job);
            waiting.add(job);
        }
        host.add(waiting);
        CpuGroup computing = runs(node(2), endless());

        pass(1);
        assertThat(waiting.usedSeconds()).isZero();
        assertThat(computing.usedSeconds()).isEqualTo(2, CLOSE);
        pass(1);

        assertThat(jobs).allMatch(SimulatedTask::isDone);
        assertThat(waiting.usedSeconds()).isEqualTo(0.1, CLOSE);
        assertThat(ended(jobs.getFirst())).isEqualTo(1.2, CLOSE);
    }

    @Test
    void aNodeAtItsLimitIsThrottledAndOneThatIsStarvedIsNot() {
        CpuGroup throttled = runs(node(0.3), endless());
        CpuGroup starved = runs(node(2), endless());

        pass(5);

        assertThat(throttled.throttledSeconds()).isEqualTo(5, CLOSE);
        assertThat(starved.throttledSeconds()).isZero();
        assertThat(starved.busySeconds()).isEqualTo(5, CLOSE);
        assertThat(starved.usedSeconds()).isEqualTo(5 * 1.7, CLOSE);
    }

    @Test
    void theLoadAndThePressureFollowWhatRuns() {
        CpuGroup node = runs(node(1.5), endless());
        pass(10);
        assertThat(host.busyCores()).isEqualTo(1.5, within(0.001));
        assertThat(host.pressure()).isZero();
        CpuGroup other = runs(node(1.5), endless());
        pass(10);
        assertThat(host.busyCores()).isEqualTo(2, within(0.001));
        assertThat(host.pressure()).isEqualTo(1 - Math.exp(-1), CLOSE);

        host.cutOff(node);
        host.cutOff(other);
        pass(100);

        assertThat(host.busyCores()).isEqualTo(0, CLOSE);
        assertThat(host.pressure()).isEqualTo(0, within(0.001));
    }

    @Test
    void aFrozenNodeStandsStillUntilItsJobsTimeOut() {
        CpuGroup node = node(1);
        SimulatedTask job = new SimulatedTask(0, 1, 3_000_000_000L);
        node.add(job);
        host.add(node);
        pass(0.5);
        node.freeze(true);

        pass(10);

        assertThat(node.usedSeconds()).isEqualTo(0.5, CLOSE);
        assertThat(job.how()).isEqualTo(SimulatedTask.End.TIMED_OUT);
        assertThat(job.endedAt()).isEqualTo(3_000_000_000L);
    }

    @Test
    void theResultDoesNotDependOnHowOftenItIsRead() {
        List<Double> once = endsOfThirty(new Random(7), List.of(60.0));
        List<Double> often =
                endsOfThirty(new Random(7), new Random(8).doubles(600, 0, 0.2).boxed().toList());

        for (int i = 0; i < once.size(); i++) {
            assertThat(often.get(i)).isEqualTo(once.get(i), CLOSE);
        }
    }

    private static List<Double> endsOfThirty(Random random, List<Double> steps) {
        HostProcessors host = new HostProcessors(2, START);
        List<SimulatedTask> tasks = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            CpuGroup node = new CpuGroup(0.2 + random.nextDouble(), 1 + random.nextInt(3));
            for (int i = 0; i < 3; i++) {
                SimulatedTask task =
                        new SimulatedTask(
                                random.nextInt(2), 0.1 + random.nextDouble(), Long.MAX_VALUE);
                tasks.add(task);
                node.add(task);
            }
            host.add(node);
        }
        steps.forEach(
                step -> host.advanceTo(START.plusNanos(host.reached() + Math.round(step * 1e9))));
        return tasks.stream().map(HostProcessorsTest::ended).toList();
    }
}
