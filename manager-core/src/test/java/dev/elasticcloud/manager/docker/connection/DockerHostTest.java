package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.docker.balancer.SocketFolder;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerHostTest {

    /// The SHA-256 of `office`, the name of that context's folder.
    private static final String OFFICE =
            "5cc3f82838ba7260203e4590ce03d00e1663d41f6a5167144f5c95d6be2166a0";

    @TempDir Path home;

    private DockerHost of(Map<String, String> environment) {
        return DockerHost.of(environment, home);
    }

    @Test
    void theEnvironmentComesFirstThenTheContextThenThisMachine() throws IOException {
        assertThat(of(Map.of()).remote()).isFalse();
        DockerHost far = of(Map.of("DOCKER_HOST", "tcp://10.9.8.7:2376"));
        assertThat(far.remote()).isTrue();
        assertThat(far.machine()).isEqualTo("10.9.8.7");
        assertThat(of(Map.of("DOCKER_HOST", "unix:///run/other.sock")).remote()).isFalse();
        makeContext("ssh://me@office.example:2222");
        DockerHost named = of(Map.of("DOCKER_CONTEXT", "office"));
        assertThat(named.machine()).isEqualTo("office.example");
        assertThat(named.isSsh()).isTrue();
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"office\"}");
        assertThat(of(Map.of())).isEqualTo(named);
        assertThat(of(Map.of("DOCKER_CONTEXT", "default")).remote()).isFalse();
        assertThat(of(Map.of("DOCKER_HOST", "tcp://10.9.8.7:2376"))).isEqualTo(far);
    }

    /// The context `office`, as Docker's command line keeps it.
    private void makeContext(String host) throws IOException {
        Path meta = home.resolve(".docker/contexts/meta").resolve(OFFICE);
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"office\",\"Endpoints\":{\"docker\":{\"Host\":\"%s\"}}}"
                        .formatted(host));
    }

    @Test
    void aMissingContextAndABadAddressAreNamed() {
        assertThatThrownBy(() -> of(Map.of("DOCKER_CONTEXT", "nowhere")))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("no Docker context 'nowhere'");
        assertThatThrownBy(() -> of(Map.of("DOCKER_HOST", "not a host")))
                .hasMessageContaining("tcp://host:2376");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://me@build_host:2222, build_host, me@build_host",
        "ssh://build_host, build_host, build_host",
        "ssh://me@[fd00::7]:2222, fd00::7, me@fd00::7",
        "ssh://[::1], ::1, ::1"
    })
    void aMachineMayHaveAnyNameOrAddress(String address, String machine, String destination) {
        assertThat(DockerHost.at(URI.create(address)).machine()).isEqualTo(machine);
        assertThat(SshTunnel.options(URI.create(address), Path.of("/t/s")))
                .endsWith("--", destination);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, [::1]",
        "[::1], [::1]",
        "fd00::7, [fd00::7]",
        "10.0.0.1, 10.0.0.1",
        "build_host, build_host"
    })
    void anAddressIsWrittenAsUrlsNeedIt(String address, String inUrl) {
        assertThat(DockerBalancerHost.inUrl(address)).isEqualTo(inUrl);
        assertThat(HttpUrl.parse("http://" + DockerBalancerHost.inUrl(address) + ":8088/light"))
                .isNotNull();
    }

    @Test
    void aFolderWhosePathIsTooLongForASocketIsRefusedWithTheCure() {
        SocketFolder.requireShort(Path.of("/home/somebody/.local/share/elastic-cloud/default"));
        assertThatThrownBy(() -> SocketFolder.requireShort(Path.of("/" + "a".repeat(100))))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("has 101 bytes")
                .hasMessageContaining("--data");
    }

    @Test
    void theTunnelRunsTheUsersOwnSsh() {
        assertThat(
                        SshTunnel.options(
                                URI.create("ssh://me@office:2222/run/user/1000/docker.sock"),
                                Path.of("/tmp/t/docker.sock")))
                .containsSequence(
                        "-L", "/tmp/t/docker.sock:/run/user/1000/docker.sock", "-p", "2222")
                .endsWith("--", "me@office");
        assertThat(SshTunnel.options(URI.create("ssh://office"), Path.of("/t/s")))
                .contains("/t/s:/var/run/docker.sock")
                .endsWith("--", "office");
    }
}
