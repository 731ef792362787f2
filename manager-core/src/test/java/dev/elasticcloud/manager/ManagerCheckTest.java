package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.api.Finding.Level;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerCheckTest {

    /// Nothing listens at the port that is reserved for discarding.
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    @TempDir Path data;

    private ManagerConfig config() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        return new ManagerConfig("test", home, data, 0);
    }

    private Finding first(Optional<Endpoint> chosen) {
        return ManagerCheck.of(config(), chosen).getFirst();
    }

    @Test
    void aManagerThatAnswersIsNamedWithItsCloud() {
        try (HostedCloud cloud = Clouds.simulated();
                Serving serving = Clouds.served(cloud, data)) {
            assertThat(first(Optional.empty()))
                    .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.OK))
                    .satisfies(
                            finding ->
                                    assertThat(finding.text())
                                            .contains("'test'", serving.url().toString()));
        }
    }

    @Test
    void whereNoneWasStartedThatIsNoFault() {
        assertThat(first(Optional.empty()).level()).isEqualTo(Level.OK);
    }

    @Test
    void oneThatWasKilledLeftItsAddressBehind() {
        new EndpointFile(data, "test").write(new Endpoint(NOBODY, "token", ""));

        assertThat(first(Optional.empty()))
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.WARNING))
                .satisfies(finding -> assertThat(finding.cure()).contains("cloud serve"));
    }

    @Test
    void aDamagedAddressIsAFault() throws IOException {
        Files.writeString(data.resolve("test.endpoint"), "{ broken");

        assertThat(first(Optional.empty()).level()).isEqualTo(Level.FAULT);
    }

    @Test
    void oneElsewhereThatDoesNotAnswerOrRefusesTheTokenIsAFault() {
        assertThat(first(Optional.of(new Endpoint(NOBODY, "token", ""))).level())
                .isEqualTo(Level.FAULT);
        try (HostedCloud cloud = Clouds.simulated();
                Serving serving = Clouds.served(cloud, data)) {
            Finding refused = first(Optional.of(new Endpoint(serving.url(), "wrong", "")));
            assertThat(refused.level()).isEqualTo(Level.FAULT);
            assertThat(refused.cure()).contains("token");
        }
    }
}
