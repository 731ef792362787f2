package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.NameParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user's logins to registries that a credential helper keeps, as `docker login` leaves them on
/// most desktops. docker-java itself knows only those that are written in the settings.
final class RegistryLogins {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryLogins.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    /// The name by which a helper says that its secret is a token.
    private static final String TOKEN = "<token>";

    private final DockerConfig config;
    private final String program;

    RegistryLogins(DockerConfig config) {
        this(config, "docker-credential-");
    }

    /// @param program how the names of all helpers' programs begin
    RegistryLogins(DockerConfig config, String program) {
        this.config = config;
        this.program = program;
    }

    /// The login to an image's registry; empty when no helper has one.
    Optional<AuthConfig> of(String image) {
        String registry =
                NameParser.resolveRepositoryName(NameParser.parseRepositoryTag(image).repos)
                        .hostname;
        String helper = helperFor(registry);
        if (helper.isEmpty()) {
            return Optional.empty();
        }
        try {
            return asked(helper, registry);
        } catch (IOException e) {
            LOG.warn(
                    "No login to {}: the credential helper {}{} of {} does not work: {}",
                    registry,
                    program,
                    helper,
                    config.file(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private String helperFor(String registry) {
        try {
            JsonNode settings = DockerConfig.read(config.file());
            JsonNode own = settings.path("credHelpers").path(registry);
            return (own.isMissingNode() ? settings.path("credsStore") : own).asText();
        } catch (IOException e) {
            LOG.warn("Docker's settings in {} cannot be read, so no login is used", config.file());
            return "";
        }
    }

    private Optional<AuthConfig> asked(String helper, String registry) throws IOException {
        Process process =
                new ProcessBuilder(program + helper, "get")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(registry.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("it does not answer");
            }
            byte[] answer = process.getInputStream().readAllBytes();
            return process.exitValue() == 0
                    ? Optional.of(login(registry, answer))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static AuthConfig login(String registry, byte[] json) throws IOException {
        JsonNode answer = parsed(json);
        String name = answer.path("Username").asText();
        String secret = answer.path("Secret").asText();
        AuthConfig login = new AuthConfig().withRegistryAddress(registry);
        return name.equals(TOKEN)
                ? login.withIdentityToken(secret)
                : login.withUsername(name).withPassword(secret);
    }

    /// The parser's own message may quote the secret.
    private static JsonNode parsed(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("its answer is not JSON");
        }
    }
}
