package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagersTest {

    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final Simulation KEPT = new Simulation(Simulation.Pace.INSTANT, true);

    @TempDir Path data;

    @Test
    void aStartThatFailsLeavesNothingOpen() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OPEN_FILES), "Linux tells which files are open");
        Path broken = Files.createDirectories(data.resolve("home"));
        Path pod = Files.createDirectories(broken.resolve("pod-dockerfiles/bad"));
        Files.writeString(pod.resolve("pod.yaml"), "limits: {cpus: none");
        Files.writeString(pod.resolve("Dockerfile"), "FROM scratch");

        assertThatThrownBy(
                        () -> Managers.simulated(new ManagerConfig("test", broken, data, 0), KEPT))
                .isInstanceOf(CloudException.class);

        assertThat(openFiles()).isEmpty();
        Managers.simulated(new ManagerConfig("test", HOME, data, 0), KEPT).close();
        assertThat(openFiles()).isEmpty();
    }

    private List<Path> openFiles() throws IOException {
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.map(ManagersTest::target).filter(file -> file.startsWith(data)).toList();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return Path.of("/closed/meanwhile");
        }
    }

    @Test
    void aSimulatedCloudKeepsItsStoreWhenAskedTo() {
        ManagerConfig config = new ManagerConfig("test", HOME, data, 0);
        PodName light = PodName.of("light");
        try (HostedCloud cloud = Managers.simulated(config, KEPT)) {
            cloud.submit(new Command.SetSlots(light, 7));
        }
        try (HostedCloud cloud = Managers.simulated(config, KEPT)) {
            assertThat(cloud.snapshot().pod(light).orElseThrow().spec().slots()).isEqualTo(7);
        }
    }

    @Test
    void aManagerMayBeClosedTwice() {
        HostedCloud cloud = Managers.simulated(new ManagerConfig("test", HOME, data, 0), KEPT);
        cloud.close();
        cloud.close();
    }

    private static ManagerConfig withSubnets(String subnets) {
        return new ManagerConfig(
                "mine", Path.of("home"), Path.of("data"), 0, "127.0.0.1", false, subnets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"office", "10.0.0.0", "10.0.0.0/33", "10.1.0.0/16,"})
    void rangesOfAddressesAreCheckedBeforeAnythingIsOpened(String subnets) {
        assertThatThrownBy(() -> withSubnets(subnets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 10.89.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.0.0/16", "10.1.0.0/16, 10.2.0.0/16"})
    void rangesAndNoneAreFine(String subnets) {
        assertThat(withSubnets(subnets).subnets()).isEqualTo(subnets);
    }
}
