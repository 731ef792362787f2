package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node's program can reach, tried from inside nodes on a real engine.
@Tag("docker")
class ContainmentTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName CALLER = PodName.of("caller");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    private static final String CONNECT =
            "import socket; socket.create_connection(('%s', %d), 2); print('open')";

    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final String inside = "ec-%s.light-1".formatted(name);
    private final String outward = "ec-%s.caller-1".formatted(name);
    private final String balancer = "ec-%s-balancer".formatted(name);

    @TempDir Path data;
    @TempDir Path folders;
    private HostedCloud cloud;

    /// One node of a shipped pod, and one of the same program that may reach the outside.
    @BeforeEach
    void twoPodsServe() throws IOException {
        Path folder = folders.resolve("caller");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/light").toFile(), folder.toFile());
        Path declaration = folder.resolve("pod.yaml");
        String light = Files.readString(declaration);
        Files.writeString(
                declaration, light.replace("name: light", "name: caller") + "\nnetwork: outward\n");
        cloud = Managers.local(new ManagerConfig(name, HOME, data, 0));
        cloud.addPod(folder);
        for (PodName pod : List.of(LIGHT, CALLER)) {
            cloud.submit(new Command.DisableElasticity(pod));
            cloud.submit(new Command.SetSpares(pod, 0));
        }
        cloud.await(
                cloud.submit(new Command.Initialise(Map.of(LIGHT, 1, CALLER, 1))),
                Duration.ofMinutes(5));
    }

    @AfterEach
    void nothingIsLeft() {
        try (HostedCloud closing = cloud) {
            assertThat(closing.tearDown(SOON)).isEqualTo(new HostedCloud.Leftovers(0, 0));
        }
    }

    @Test
    void aNodeReachesNothingThatIsNotItsOwn() throws Exception {
        noSocketOfDockerOrTheBalancerIsInIt();
        whatListensOnTheHostsLoopbackIsOutOfReach();
        nodesOfAnotherPodAreOutOfReach();
        theBalancerAndThroughItOtherPodsAreOutOfReach();
        onlyAPodThatAskedForItCanCallOut();
    }

    private void noSocketOfDockerOrTheBalancerIsInIt() throws Exception {
        for (String node : List.of(inside, outward)) {
            String found =
                    python(
                            node,
                            "import glob; print(glob.glob('/run/docker*') +"
                                    + " glob.glob('/run/elastic-cloud*'))");
            assertThat(found).isEqualTo("[]");
            assertThat(OwnPodTest.docker("inspect", "-f", "{{json .Mounts}}", node).strip())
                    .isEqualTo("[]");
        }
    }

    private void whatListensOnTheHostsLoopbackIsOutOfReach() throws Exception {
        try (ServerSocket manager = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (String node : List.of(inside, outward)) {
                for (String subnet : addresses(node, "{{.IPAddress}}")) {
                    String host = subnet.replaceAll("\\d+$", "1");
                    assertThat(connect(node, host, manager.getLocalPort())).isNotEqualTo("open");
                }
            }
        }
    }

    private void nodesOfAnotherPodAreOutOfReach() throws Exception {
        for (String address : addresses(outward, "{{.IPAddress}}")) {
            assertThat(connect(outward, address, 8080)).isEqualTo("open");
            assertThat(connect(inside, address, 8080)).isNotEqualTo("open");
        }
        for (String address : addresses(inside, "{{.IPAddress}}")) {
            assertThat(connect(outward, address, 8080)).isNotEqualTo("open");
        }
    }

    private void theBalancerAndThroughItOtherPodsAreOutOfReach() throws Exception {
        List<String> addresses = addresses(balancer, "{{.IPAddress}}");
        assertThat(addresses).hasSize(3);
        for (String node : List.of(inside, outward)) {
            for (String address : addresses) {
                assertThat(connect(node, address, 8080)).isNotEqualTo("open");
            }
        }
    }

    private void onlyAPodThatAskedForItCanCallOut() throws Exception {
        try (Elsewhere elsewhere = new Elsewhere("ec" + name.substring(0, 6))) {
            elsewhere.listen(9000);
            assertThat(connect(inside, Elsewhere.ADDRESS, 9000)).isNotEqualTo("open");
            assertThat(connect(outward, Elsewhere.ADDRESS, 9000)).isEqualTo("open");
        }
    }

    /// A machine outside the host: a network namespace at the other end of a virtual cable.
    private static final class Elsewhere implements AutoCloseable {

        private static final String ADDRESS = "198.51.100.2";

        private final String name;
        private @Nullable Process listener;

        Elsewhere(String name) throws Exception {
            this.name = name;
            ip("netns add " + name);
            ip("link add " + name + " type veth peer name far netns " + name);
            ip("addr add 198.51.100.1/30 dev " + name);
            ip("link set " + name + " up");
            ip("-n " + name + " addr add " + ADDRESS + "/30 dev far");
            ip("-n " + name + " link set far up");
            ip("-n " + name + " route add default via 198.51.100.1");
        }

        private static void ip(String words) throws Exception {
            Process process = new ProcessBuilder(("ip " + words).split(" ")).inheritIO().start();
            assertThat(process.waitFor()).as("ip " + words + ", as root").isZero();
        }

        void listen(int port) throws Exception {
            Process started =
                    new ProcessBuilder(
                                    "ip",
                                    "netns",
                                    "exec",
                                    name,
                                    "python3",
                                    "-u",
                                    "-c",
                                    "import socket; s = socket.create_server(('', %d)); print('up'); s.accept(); s.accept()"
                                            .formatted(port))
                            .start();
            listener = started;
            assertThat(started.inputReader().readLine()).isEqualTo("up");
        }

        @Override
        public void close() throws Exception {
            if (listener != null) {
                listener.destroy();
            }
            ip("netns del " + name);
        }
    }

    private static List<String> addresses(String container, String field) throws Exception {
        String format = "{{range .NetworkSettings.Networks}}%s {{end}}".formatted(field);
        return List.of(OwnPodTest.docker("inspect", "-f", format, container).strip().split(" +"));
    }

    private static String connect(String node, String address, int port) throws Exception {
        return python(node, CONNECT.formatted(address, port));
    }

    /// The last line that a Python command inside a node prints, errors included.
    private static String python(String node, String code) throws Exception {
        Process process =
                new ProcessBuilder("docker", "exec", node, "python3", "-c", code)
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor();
        return lines.isEmpty() ? "" : lines.getLast();
    }
}
