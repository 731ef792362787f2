package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A whole cloud on a simulated host that gets full.
class FiniteHostTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName MEDIUM = PodName.of("medium");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long MIB = NodeLimits.MIB;

    private final ManagerClock clock = ManagerClock.system();
    private final SimulatedCloud simulated =
            new SimulatedCloud(
                    clock, SimulatedTimings.LIFELIKE, SimulatedHost.ofSize(2, 2048 * MIB));
    private final HostedCloud cloud = managed();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> broken = new CopyOnWriteArrayList<>();

    private HostedCloud managed() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        return Managers.simulated(
                new ManagerConfig("test", home, home.resolve("target"), 0), simulated, clock);
    }

    @AfterEach
    void closeManager() {
        over.set(true);
        cloud.close();
    }

    private PodStatus pod(CloudSnapshot snapshot, PodName name) {
        return snapshot.pod(name).orElseThrow();
    }

    /// Both pods with nodes of a quarter of a core, elastic from two nodes to 40. Their cooldown is
    /// longer than the test, so a node that is removed is removed because the other pod needs its
    /// room.
    private void initialise() {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2, MEDIUM, 2))), LIMIT);
        for (PodName pod : List.of(LIGHT, MEDIUM)) {
            cloud.submit(new Command.SetSpares(pod, 0));
            cloud.submit(new Command.SetMaxNodes(pod, 40));
            cloud.submit(new Command.SetLimits(pod, NodeLimits.of(0.25, 50)));
            cloud.submit(new Command.SetCooldown(pod, Duration.ofMinutes(10)));
            cloud.submit(new Command.EnableElasticity(pod, 2, 40));
        }
    }

    /// Keeps this many jobs open at a pod until the flag is set or the test ends.
    private AtomicBoolean load(PodName pod, int open) {
        AtomicBoolean quiet = new AtomicBoolean();
        for (int i = 0; i < open; i++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (!quiet.get() && !over.get()) {
                                    work(pod);
                                }
                            });
        }
        return quiet;
    }

    private void work(PodName pod) {
        try {
            cloud.await(cloud.submit(new JobRequest(pod, Map.of())).id(), LIMIT);
        } catch (CloudException closed) {
            over.set(true);
        }
    }

    private static double cpus(CloudSnapshot snapshot, PodName pod) {
        return snapshot.hosts().getFirst().pods().stream()
                .filter(share -> share.pod().equals(pod))
                .mapToDouble(HostStatus.Share::promisedCpus)
                .sum();
    }

    private void watch(CloudSnapshot snapshot) {
        for (HostStatus host : snapshot.hosts()) {
            if (host.promisedBytes() > host.promisableBytes()) {
                broken.add("memory is promised twice: " + host);
            }
        }
    }

    private void watchMins(CloudSnapshot snapshot) {
        for (PodName pod : List.of(LIGHT, MEDIUM)) {
            if (snapshot.pod(pod).map(p -> p.online() > 0 && p.online() < 2).orElse(false)) {
                broken.add("below its minimum: " + pod);
            }
        }
    }

    @Test
    void competingPodsShareTheHostByWeightAndLendWhatTheyDoNotNeed() {
        cloud.submit(new Command.SetHostPolicy(HostPolicy.DEFAULT.withOvercommit(1.5)));
        initialise();
        cloud.await(cloud.submit(new Command.SetWeight(MEDIUM, 3)), LIMIT);
        try (var watching = cloud.subscribe(this::watch);
                var mins = cloud.subscribe(this::watchMins)) {
            load(LIGHT, 200);
            AtomicBoolean quiet = load(MEDIUM, 200);

            CloudSnapshot shared =
                    cloud.await(
                            s -> {
                                double light = cpus(s, LIGHT);
                                double all = light + cpus(s, MEDIUM);
                                return all > 2.7 && Math.abs(light / all - 0.25) <= 0.025;
                            },
                            LIMIT);
            assertThat(cpus(shared, LIGHT) / (cpus(shared, LIGHT) + cpus(shared, MEDIUM)))
                    .isEqualTo(0.25, within(0.025));

            quiet.set(true);
            cloud.await(s -> pod(s, MEDIUM).jobs().open() == 0, LIMIT);
            cloud.await(s -> cpus(s, LIGHT) >= 1.5, LIMIT);
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void nodesBeyondTheHostsMemoryArePendingAndNothingIsKilled() {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), LIMIT);
        cloud.submit(new Command.SetLimits(LIGHT, NodeLimits.of(0.01, 500)));
        try (var watching = cloud.subscribe(this::watch)) {
            cloud.submit(new Command.EnableElasticity(LIGHT, 8, 8));

            CloudSnapshot full = cloud.await(s -> pod(s, LIGHT).pending().nodes() > 0, LIMIT);

            assertThat(pod(full, LIGHT).pending().reason()).contains("MB");
            assertThat(pod(full, LIGHT).online()).isLessThan(4);
            assertThat(pod(full, LIGHT).nodes()).noneMatch(n -> n.detail().contains("memory"));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void noNodeStartsWhileOtherProgramsUseUpTheHostsMemory() {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), LIMIT);
        cloud.await(cloud.submit(new Command.SetSpares(LIGHT, 0)), LIMIT); // or it would serve
        simulated.occupy(0, 1900 * MIB);
        cloud.await(
                s -> s.hosts().getFirst().freeBytes().orElse(Long.MAX_VALUE) < 300 * MIB, LIMIT);

        cloud.submit(new Command.EnableElasticity(LIGHT, 6, 6));

        CloudSnapshot held = cloud.await(s -> pod(s, LIGHT).pending().nodes() > 0, LIMIT);
        assertThat(pod(held, LIGHT).online()).isEqualTo(1);
        assertThat(held.problems()).isNotEmpty();
    }

    @Test
    void aNodeThatIsLargerThanTheFreeMemoryIsPendingThoughNothingElseIsPromised() {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), LIMIT);
        cloud.await(cloud.submit(new Command.SetSpares(LIGHT, 0)), LIMIT);
        cloud.await(cloud.submit(new Command.SetLimits(LIGHT, NodeLimits.of(0.1, 400))), LIMIT);
        simulated.occupy(0, 1000 * MIB);
        cloud.await(
                s -> s.hosts().getFirst().freeBytes().orElse(Long.MAX_VALUE) < 1050 * MIB, LIMIT);

        cloud.submit(new Command.EnableElasticity(LIGHT, 4, 4));

        CloudSnapshot held = cloud.await(s -> pod(s, LIGHT).pending().nodes() > 0, LIMIT);
        assertThat(pod(held, LIGHT).pending().reason()).contains("are free besides the reserve");
        simulated.occupy(0, 0);
        cloud.await(s -> pod(s, LIGHT).online() == 4 - pod(s, LIGHT).pending().nodes(), LIMIT);
    }
}
