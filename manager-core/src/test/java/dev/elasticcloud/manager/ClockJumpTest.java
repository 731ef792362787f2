package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.FakeTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A manager whose host's clocks jump: nothing is lost, it stays ready, and follows its schedules.
class ClockJumpTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SimulatedTimings LONG_JOBS =
            new SimulatedTimings(
                    Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));

    /// What happens to the host's clocks, and the hour of the day afterwards.
    enum Jump {
        AN_HOUR_FORWARD(time -> time.jump(HOUR), 13),
        AN_HOUR_BACK(time -> time.jump(HOUR.negated()), 11),
        EIGHT_HOURS_ASLEEP(time -> time.sleep(HOUR.multipliedBy(8), false), 20),
        EIGHT_HOURS_ASLEEP_AND_COUNTED(time -> time.sleep(HOUR.multipliedBy(8), true), 20);

        private final Consumer<FakeTime> happens;
        private final int hour;

        Jump(Consumer<FakeTime> happens, int hour) {
            this.happens = happens;
            this.hour = hour;
        }
    }

    @TempDir Path data;

    private final FakeTime time = new FakeTime();
    private final HostedCloud cloud = Clouds.simulated(LONG_JOBS, time.clock());

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @ParameterizedTest
    @EnumSource(Jump.class)
    void aScheduleTakesEffectWithinFiveSeconds(Jump jump) {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
        cloud.submit(
                new Command.SetScaling(
                        LIGHT, new Scaling(List.of(threeNodesFrom(jump.hour)), null)));
        cloud.submit(new Command.EnableElasticity(LIGHT, 1, 5));
        passSeconds(3);
        assertThat(wanted(cloud.snapshot())).isEqualTo(1);

        jump.happens.accept(time);

        AtomicInteger seconds = new AtomicInteger();
        cloud.await(
                snapshot -> {
                    if (wanted(snapshot) == 3) {
                        return true;
                    }
                    time.pass(SECOND);
                    seconds.incrementAndGet();
                    return false;
                },
                SOON);
        assertThat(seconds.get()).isLessThanOrEqualTo(5);
    }

    private static ScalingRule threeNodesFrom(int hour) {
        return new ScalingRule.Schedule(
                ZoneOffset.UTC,
                List.of(
                        new ScalingRule.Schedule.Entry(
                                Set.of(), LocalTime.of(hour, 0), LocalTime.of(hour, 59), 3)));
    }

    private static int wanted(CloudSnapshot snapshot) {
        return snapshot.pod(LIGHT).orElseThrow().spec().target().nodes();
    }

    @ParameterizedTest
    @EnumSource(Jump.class)
    void theManagerStaysReady(Jump jump) throws IOException {
        try (Serving serving = Clouds.served(cloud, data)) {
            passSeconds(2);
            assertThat(readiness(serving)).isEqualTo(200);

            jump.happens.accept(time);

            assertThat(readiness(serving)).isEqualTo(200);
            passSeconds(2);
            assertThat(readiness(serving)).isEqualTo(200);
        }
    }

    private static int readiness(Serving serving) throws IOException {
        Request request = new Request.Builder().url(serving.url() + "/readyz").build();
        OkHttpClient client = new OkHttpClient();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource(Jump.class)
    void noPointIsLost(Jump jump) {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
        List<Instant> seen = new ArrayList<>(passSeconds(3));
        jump.happens.accept(time);
        seen.addAll(passSeconds(3));

        Instant first = seen.stream().min(Instant::compareTo).orElseThrow();
        Instant last = seen.stream().max(Instant::compareTo).orElseThrow();
        HistoryRange range = new HistoryRange(first.minusSeconds(10), last, null);
        Awaiting.until(
                "all points are shown",
                () -> stretches(cloud.history(LIGHT, range)).containsAll(stretches(seen)));
    }

    private static Set<Long> stretches(PodHistory history) {
        return stretches(history.points().stream().map(PodHistory.Point::at).toList());
    }

    /// Points more than an hour old are kept one every ten seconds.
    private static Set<Long> stretches(List<Instant> times) {
        return times.stream().map(at -> at.getEpochSecond() / 10).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(Jump.class)
    void aDrainIsNeitherCutShortNorProlonged(Jump jump) {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.submit(new Command.SetDrainDeadline(LIGHT, Duration.ofMinutes(1)));
        NodeName node = cloud.snapshot().pod(LIGHT).orElseThrow().nodes().getFirst().node();
        cloud.submit(new JobRequest(LIGHT, Map.of()));
        cloud.await(s -> s.pod(LIGHT).orElseThrow().load().running() == 1, SOON);
        cloud.submit(new Command.RemoveNode(LIGHT, node));
        cloud.await(s -> state(s, node) == NodeState.DRAINING, SOON);
        passSeconds(2);

        jump.happens.accept(time);
        passSeconds(2);

        assertThat(state(cloud.snapshot(), node)).isEqualTo(NodeState.DRAINING);
        Instant deadline = time.now().plusSeconds(60);
        cloud.await(
                snapshot -> {
                    if (time.now().isBefore(deadline)) {
                        time.pass(SECOND.multipliedBy(10));
                    }
                    return state(snapshot, node) == null;
                },
                SOON);
    }

    private static @Nullable NodeState state(CloudSnapshot snapshot, NodeName name) {
        return snapshot.pod(LIGHT).orElseThrow().nodes().stream()
                .filter(node -> node.node().equals(name))
                .map(NodeStatus::state)
                .findFirst()
                .orElse(null);
    }

    /// Advances time second by second, with a round of the loop each; returns the times of the
    /// snapshots published.
    private List<Instant> passSeconds(int seconds) {
        List<Instant> published = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            time.pass(SECOND);
            Instant now = time.now();
            published.add(cloud.await(s -> s.at().equals(now), SOON).at());
        }
        return published;
    }
}
