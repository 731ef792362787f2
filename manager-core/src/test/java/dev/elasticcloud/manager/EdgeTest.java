package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTest {

    private static final String CLOUD = "test";

    private final HostedCloud cloud = Clouds.simulated();

    @TempDir Path data;

    @AfterEach
    void close() {
        cloud.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void requireFree(int port) {
        assertThatCode(
                        () -> {
                            try (ServerSocket socket = new ServerSocket()) {
                                socket.setReuseAddress(true);
                                socket.bind(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), port));
                            }
                        })
                .as("nothing listens at port %d", port)
                .doesNotThrowAnyException();
    }

    /// A folder with something in it can be neither replaced nor removed as a file.
    private void blockEndpointFile() throws IOException {
        Path file = data.resolve(CLOUD + ".endpoint");
        Files.deleteIfExists(file);
        Files.createDirectories(file.resolve("something"));
    }

    @Test
    void aServerWhoseEndpointFileCannotBeWrittenStopsListening() throws IOException {
        blockEndpointFile();
        int port = freePort();

        assertThatThrownBy(
                        () -> Managers.serve(cloud, ServeConfig.loopback(CLOUD, data, false, port)))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining(
                        "cannot be written: a folder stands where a file is expected");

        requireFree(port);
    }

    @Test
    void aServerThatCannotFollowItsCloudStopsListening() throws IOException {
        int port = freePort();
        CloudManager broken = failing("subscribe");

        assertThatThrownBy(
                        () ->
                                Managers.serve(
                                        broken, ServeConfig.loopback(CLOUD, data, false, port)))
                .hasMessageContaining("subscribe is broken");

        requireFree(port);
    }

    private CloudManager failing(String name) {
        return (CloudManager)
                Proxy.newProxyInstance(
                        EdgeTest.class.getClassLoader(),
                        new Class<?>[] {CloudManager.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(name)) {
                                throw new IllegalStateException(name + " is broken");
                            }
                            try {
                                return method.invoke(cloud, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void closingStopsTheServerEvenWhenTheEndpointFileCannotBeRemoved() throws IOException {
        Serving serving =
                Managers.serve(cloud, ServeConfig.loopback(CLOUD, data, false, freePort()));
        int port = serving.url().getPort();
        blockEndpointFile();

        assertThatThrownBy(serving::close)
                .hasMessageContaining(
                        "cannot be removed: a folder stands where a file is expected");

        requireFree(port);
        assertThatCode(serving::close).as("the second time").doesNotThrowAnyException();
    }

    private ManagerConfig kept() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        return new ManagerConfig(CLOUD, home, data, 0);
    }

    @Test
    void tokensAreKeptInTheStoreThatTheCloudAlreadyHasOpen() {
        ServeConfig keeping = ServeConfig.loopback(CLOUD, data, true, 0);
        try (Serving first = Managers.serve(cloud, keeping)) {
            assertThat(first.firstToken()).isPresent();
        }

        try (Serving again = Managers.serve(cloud, keeping)) {
            assertThat(again.firstToken()).as("a token exists already").isEmpty();
        }
        assertThat(data.resolve(CLOUD + ".db"))
                .as("a second store beside the cloud's")
                .doesNotExist();
    }

    @Test
    void aCloudManagedElsewhereHasNoStoreForTokens() {
        CloudManager elsewhere = failing("nothing");

        assertThatThrownBy(
                        () -> Managers.serve(elsewhere, ServeConfig.loopback(CLOUD, data, true, 0)))
                .hasMessageContaining("managed in this process");
    }

    @Test
    void theTokensOfARunningManagerAreItsOwn() {
        try (HostedCloud own =
                        Managers.simulated(kept(), new Simulation(Simulation.Pace.INSTANT, true));
                Serving serving = Managers.serve(own, ServeConfig.loopback(CLOUD, data, true, 0));
                Tokens tokens = Managers.tokens(data, CLOUD)) {
            String secret = tokens.create("made from outside", Role.VIEWER).secret();

            try (var viewer = Managers.ask(new Endpoint(serving.url(), secret))) {
                assertThat(viewer.link().role()).isEqualTo(Role.VIEWER);
            }
        }
        try (Tokens tokens = Managers.tokens(data, CLOUD)) {
            assertThat(tokens.list())
                    .as("kept in the cloud's own store")
                    .extracting(AccessToken::name)
                    .containsExactly("owner", "made from outside");
        }
    }

    @Test
    void tokensOfAnUnservedManagerAreRefusedWithTheReason() {
        try (HostedCloud own =
                Managers.simulated(kept(), new Simulation(Simulation.Pace.INSTANT, true))) {
            assertThat(own.snapshot()).isNotNull();

            assertThatThrownBy(() -> Managers.tokens(data, CLOUD))
                    .hasMessageContaining("has a manager already")
                    .hasMessageContaining("while it is served or after it has ended");
        }
    }
}
