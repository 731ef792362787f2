package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A wait for something that will not come ends with the reason, locally and over the API.
@Timeout(120)
class WaitingTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Longer than the test may take, so that a wait that ends has ended for its reason.
    private static final Duration LONG = Duration.ofMinutes(10);

    enum Reach {
        LOCAL,
        REMOTE
    }

    @TempDir Path data;

    private final ManagerClock clock = ManagerClock.system();
    private final SimulatedCloud simulated =
            new SimulatedCloud(clock, SimulatedTimings.INSTANT, SimulatedHost.VAST);

    @SuppressWarnings("NullAway.Init") // set before each test
    private HostedCloud hosted;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Serving serving;

    private @Nullable CloudManager remote;

    @BeforeEach
    void serve() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        hosted = Managers.simulated(new ManagerConfig("test", home, data, 0), simulated, clock);
        serving = Clouds.served(hosted, data);
    }

    @AfterEach
    void close() {
        if (remote != null) {
            remote.close();
        }
        serving.close();
        hosted.close();
    }

    private CloudManager reached(Reach reach) {
        return switch (reach) {
            case LOCAL -> hosted;
            case REMOTE -> remote = Managers.ask(Managers.endpoint(data, "test").orElseThrow());
        };
    }

    private static CloudException endOf(CloudManager cloud, Receipt receipt) {
        CloudException end =
                catchThrowableOfType(CloudException.class, () -> cloud.await(receipt, LONG));
        assertThat(end).as("the wait has ended").isNotNull();
        return end;
    }

    /// Waits for this very problem, as others may appear for a moment after the start.
    private static void awaitProblem(CloudManager cloud, String text) {
        cloud.await(s -> s.problems().stream().anyMatch(p -> p.message().contains(text)), SOON);
    }

    @ParameterizedTest
    @EnumSource
    void anImageThatCannotBeBuiltEndsTheWait(Reach reach) {
        CloudManager cloud = reached(reach);
        simulated.failBuilds(LIGHT, "unknown instruction: FORM");
        Receipt receipt = cloud.submit(new Command.Initialise(Map.of(LIGHT, 1)));

        CloudException end = endOf(cloud, receipt);

        assertThat(end.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(end.text())
                .contains("build the image of light", "unknown instruction: FORM", "in a row");
    }

    @ParameterizedTest
    @EnumSource
    void repeatedlyFailingStartsEndTheWait(Reach reach) {
        CloudManager cloud = reached(reach);
        simulated.failStarts(LIGHT, "no such program");
        Receipt receipt = cloud.submit(new Command.Initialise(Map.of(LIGHT, 1)));

        CloudException end = endOf(cloud, receipt);

        assertThat(end.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(end.text()).contains("no such program");
    }

    @ParameterizedTest
    @EnumSource
    void aFullHostEndsTheWaitAndTheNodesComeOnceThereIsRoom(Reach reach) {
        CloudManager cloud = reached(reach);
        HostStatus host = cloud.await(s -> !s.hosts().isEmpty(), SOON).hosts().getFirst();
        long all = host.memoryBytes();
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.submit(new Command.SetHostPolicy(new HostPolicy(1, all - 1024 * NodeLimits.MIB)));
        Receipt receipt = cloud.submit(new Command.Initialise(Map.of(LIGHT, 20)));

        CloudException end = endOf(cloud, receipt);

        assertThat(end.code()).isEqualTo(ErrorCode.EXHAUSTED);
        assertThat(end.text())
                .contains("of 20 nodes of light are online", "pending: host full: needs")
                .endsWith("They start when there is room");

        cloud.submit(new Command.SetHostPolicy(HostPolicy.DEFAULT));
        assertThat(cloud.await(receipt, SOON).pod(LIGHT).orElseThrow().online()).isEqualTo(20);
    }

    @Test
    void onAFullHostAPodsMinimumStaysWantedAndPending() {
        HostStatus host = hosted.await(s -> !s.hosts().isEmpty(), SOON).hosts().getFirst();
        long all = host.memoryBytes();
        hosted.submit(new Command.DisableElasticity(LIGHT));
        hosted.submit(new Command.SetHostPolicy(new HostPolicy(1, all - 1024 * NodeLimits.MIB)));
        endOf(hosted, hosted.submit(new Command.Initialise(Map.of(LIGHT, 20))));

        CloudException end = endOf(hosted, hosted.submit(new Command.Initialise(Map.of(HEAVY, 1))));

        assertThat(end.text()).startsWith("0 of 1 nodes of heavy are online; 1 pending: host full");
        assertThat(hosted.snapshot().pod(HEAVY).orElseThrow().spec().target().nodes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void theWaitGoesOnIfTheFaultIsMendedMeanwhile(Reach reach) {
        CloudManager cloud = reached(reach);
        simulated.failBuilds(LIGHT, "the registry is away");
        Receipt receipt = cloud.submit(new Command.Initialise(Map.of(LIGHT, 1)));
        awaitProblem(cloud, "the registry is away");

        simulated.mend(LIGHT);

        assertThat(cloud.await(receipt, SOON).pod(LIGHT).orElseThrow().online()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aWaitThatTimesOutNamesTheObstacle(Reach reach) {
        CloudManager cloud = reached(reach);
        simulated.failBuilds(LIGHT, "the registry is away");
        Receipt receipt = cloud.submit(new Command.Initialise(Map.of(LIGHT, 1)));
        awaitProblem(cloud, "the registry is away");

        assertThatThrownBy(() -> cloud.await(receipt, Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
                .hasMessageContaining("the registry is away");
    }
}
