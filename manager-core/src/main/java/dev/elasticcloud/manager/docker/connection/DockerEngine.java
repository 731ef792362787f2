package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connection to one Docker Engine: a client for commands, which gives up on slow answers, and
/// one for streams, which does not. [EngineFailure] turns its failures into messages.
///
/// No API version is pinned, so the engine uses its own.
public final class DockerEngine implements AutoCloseable {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 100;

    private final Stopwatch calls = new Stopwatch();
    private final DockerHost host;
    private final ProxySettings proxies;
    private final RegistryLogins logins;
    private final DockerHttpClient commandTransport;
    private final DockerHttpClient streamTransport;
    private final DockerClient commands;
    private final DockerClient streams;

    /// @param dockerHost such as `unix:///var/run/docker.sock`; DOCKER_HOST or the local socket
    ///     when none is given
    public DockerEngine(@Nullable URI dockerHost) {
        this(dockerHost == null ? DockerHost.ofThisProcess() : DockerHost.at(dockerHost));
    }

    public static DockerEngine at(DockerHost host) {
        return new DockerEngine(host);
    }

    private DockerEngine(DockerHost host) {
        DockerClientConfig config = config(host.address());
        this.host = host;
        this.proxies = new ProxySettings(host.name(), DockerConfig.ofThisProcess());
        this.logins = new RegistryLogins(DockerConfig.ofThisProcess());
        commandTransport = timed(transport(config, COMMAND_TIMEOUT));
        commands = DockerClientImpl.getInstance(config, commandTransport);
        streamTransport = timed(transport(config, Duration.ZERO));
        streams = DockerClientImpl.getInstance(config, streamTransport);
    }

    /// What docker-java finds in the environment, such as keys, and the address if one is given.
    private static DockerClientConfig config(@Nullable URI address) {
        try {
            var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
            if (address != null) {
                builder.withDockerHost(address.toString());
            }
            return builder.build();
        } catch (DockerClientException e) {
            throw unusable(e);
        }
    }

    private static PortException unusable(RuntimeException e) {
        return PortException.refused("Docker's settings cannot be used: " + e.getMessage(), e);
    }

    private static DockerHttpClient transport(DockerClientConfig config, Duration timeout) {
        var builder =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT);
        try {
            return timeout.isZero() ? builder.build() : builder.responseTimeout(timeout).build();
        } catch (IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    private DockerHttpClient timed(DockerHttpClient transport) {
        return new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
                long begin = System.nanoTime();
                try {
                    return transport.execute(request);
                } finally {
                    calls.since(begin);
                }
            }

            @Override
            public void close() throws IOException {
                transport.close();
            }
        };
    }

    /// The number of requests so far and their time until the response began.
    public Timings calls() {
        return calls.read();
    }

    /// The user's proxies for builds and for containers that call out, as variables.
    public Map<String, String> proxies() {
        return proxies.variables();
    }

    /// The user's login to an image's registry, if a credential helper keeps it; docker-java finds
    /// those in Docker's settings itself.
    public Optional<AuthConfig> login(String image) {
        return logins.of(image);
    }

    /// For calls that answer soon or fail.
    public DockerClient commands() {
        return commands;
    }

    /// For calls that may take any time.
    public DockerClient streams() {
        return streams;
    }

    /// For requests that docker-java has no command for.
    public DockerHttpClient rawCommands() {
        return commandTransport;
    }

    /// For requests that docker-java has no command for, and that may take any time.
    public DockerHttpClient rawStreams() {
        return streamTransport;
    }

    /// Docker's raw response to a GET.
    ///
    /// @param what the purpose of the request, as it follows "Docker could not"
    public String rawJson(String what, String path) {
        DockerHttpClient.Request request =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.GET)
                        .path(path)
                        .build();
        return call(
                what,
                () -> {
                    try (DockerHttpClient.Response response = commandTransport.execute(request)) {
                        String body =
                                new String(
                                        response.getBody().readAllBytes(), StandardCharsets.UTF_8);
                        if (response.getStatusCode() != 200) {
                            throw new DockerException(body, response.getStatusCode());
                        }
                        return body;
                    } catch (IOException e) {
                        throw PortException.unreachable("Docker's response ended early", e);
                    }
                });
    }

    /// Makes a call.
    ///
    /// @param what the purpose of the call, as it follows "Docker could not"
    public <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (PortException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(what, e);
        }
    }

    public void run(String what, Runnable call) {
        call(
                what,
                () -> {
                    call.run();
                    return null;
                });
    }

    public PortException failure(String what, RuntimeException e) {
        return EngineFailure.translate(what, e, host);
    }

    /// Docker's own message, without the JSON around it.
    public static String reason(DockerException e) {
        String message = String.valueOf(e.getMessage());
        int begin = message.indexOf("\"message\":\"");
        if (begin >= 0) {
            int end = message.lastIndexOf("\"}");
            begin += "\"message\":\"".length();
            message = message.substring(begin, end > begin ? end : message.length());
        }
        message = message.replaceFirst("^Status \\d+: (?=.)", "");
        return message.replace("\\\"", "'").replace("\\n", " ").strip();
    }

    @Override
    public void close() {
        try (commands;
                streams) {
            // closes both, even if one fails
        } catch (IOException e) {
            throw PortException.unreachable("The connection to Docker did not close cleanly", e);
        }
    }
}
