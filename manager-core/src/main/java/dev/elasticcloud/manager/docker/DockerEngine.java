package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;

import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Stopwatch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/// The way to one Docker Engine: a client that gives up on slow answers for commands, one that
/// waits for streams, and the one place where Docker's failures become ours.
///
/// No API version is named, so the engine speaks its own.
public final class DockerEngine implements AutoCloseable {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 100;

    private final Stopwatch calls = new Stopwatch();
    private final DockerHost host;
    private final DockerHttpClient commandTransport;
    private final DockerClient commands;
    private final DockerClient streams;

    /// @param dockerHost such as `unix:///var/run/docker.sock`; DOCKER_HOST or the local socket
    ///     when none is given
    public DockerEngine(@Nullable URI dockerHost) {
        this(dockerHost == null ? DockerHost.ofThisProcess() : DockerHost.at(dockerHost));
    }

    static DockerEngine at(DockerHost host) {
        return new DockerEngine(host);
    }

    private DockerEngine(DockerHost host) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (host.address() != null) {
            builder.withDockerHost(host.address().toString());
        }
        DockerClientConfig config = builder.build();
        this.host = host;
        commandTransport = timed(transport(config, COMMAND_TIMEOUT));
        commands = DockerClientImpl.getInstance(config, commandTransport);
        streams = DockerClientImpl.getInstance(config, timed(transport(config, Duration.ZERO)));
    }

    private static DockerHttpClient transport(DockerClientConfig config, Duration timeout) {
        var builder =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT);
        return timeout.isZero() ? builder.build() : builder.responseTimeout(timeout).build();
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

    /// The requests made so far, each until its answer began.
    Timings calls() {
        return calls.read();
    }

    /// For calls that answer soon or have failed.
    public DockerClient commands() {
        return commands;
    }

    /// For calls that go on for as long as they need.
    DockerClient streams() {
        return streams;
    }

    /// For what docker-java has no command for.
    DockerHttpClient rawCommands() {
        return commandTransport;
    }

    /// Makes a call; `what` completes the sentence "Docker could not …".
    <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (PortException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(what, e);
        }
    }

    void run(String what, Runnable call) {
        call(
                what,
                () -> {
                    call.run();
                    return null;
                });
    }

    PortException failure(String what, RuntimeException e) {
        if (e instanceof DockerException refusal) {
            return PortException.refused("Docker could not " + what + ": " + reason(refusal), e);
        }
        return PortException.unreachable(
                "Docker at %s does not answer (%s): %s"
                        .formatted(host.name(), rootMessage(e), host.cure()),
                e);
    }

    /// Docker's own words, without the JSON around them.
    static String reason(DockerException e) {
        String message = String.valueOf(e.getMessage());
        int begin = message.indexOf("\"message\":\"");
        if (begin >= 0) {
            int end = message.lastIndexOf("\"}");
            begin += "\"message\":\"".length();
            message = message.substring(begin, end > begin ? end : message.length());
        }
        return message.replace("\\\"", "'").replace("\\n", " ").strip();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        try (commands;
                streams) {
            // both are closed, whichever fails
        } catch (IOException e) {
            throw PortException.unreachable("The way to Docker did not close cleanly", e);
        }
    }
}
