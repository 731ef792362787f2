package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins that credential helpers keep.
class RegistryLoginsTest {

    @TempDir Path home;

    @Test
    void theHelperOfARegistryGivesItsLogin() throws IOException {
        settings("{\"credHelpers\":{\"office:5000\":\"own\"},\"credsStore\":\"store\"}");
        helper(
                "own",
                "read r; echo \"{\\\"Username\\\":\\\"me\\\",\\\"Secret\\\":\\\"at $r\\\"}\"");
        helper("store", "echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");

        assertThat(login("office:5000/base:1"))
                .hasValueSatisfying(
                        login -> {
                            assertThat(login.getUsername()).isEqualTo("me");
                            assertThat(login.getPassword()).isEqualTo("at office:5000");
                        });
        assertThat(login("debian:1"))
                .hasValueSatisfying(
                        login -> {
                            assertThat(login.getIdentitytoken()).isEqualTo("t");
                            assertThat(login.getRegistryAddress())
                                    .isEqualTo(AuthConfig.DEFAULT_SERVER_ADDRESS);
                        });
    }

    @Test
    void aHelperWithoutALoginOrThatIsMissingIsNoReasonToFail() throws IOException {
        assertThat(login("debian:1")).isEmpty();
        settings("{\"credsStore\":\"store\"}");
        assertThat(login("debian:1")).isEmpty();
        helper("store", "echo credentials not found in native keychain; exit 1");
        assertThat(login("debian:1")).isEmpty();
        helper("store", "echo what");
        assertThat(login("debian:1")).isEmpty();
        settings("{");
        assertThat(login("debian:1")).isEmpty();
    }

    private Optional<AuthConfig> login(String image) {
        return new RegistryLogins(DockerConfig.of(Map.of(), home), home + "/docker-credential-")
                .of(image);
    }

    private void settings(String json) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".docker")).resolve("config.json"), json);
    }

    private void helper(String name, String script) throws IOException {
        Path program = home.resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n[ \"$1\" = get ] || exit 9\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
