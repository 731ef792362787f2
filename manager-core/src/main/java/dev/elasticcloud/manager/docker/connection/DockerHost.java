package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The machine whose Docker Engine is used, chosen as the docker command does: DOCKER_HOST, else the
/// context in DOCKER_CONTEXT, else the current context, else this machine.
///
/// @param name the name shown to people: its address, or that of the ssh host behind a tunnel
/// @param address where the engine answers; null leaves address and keys to the client
/// @param remote whether it is another machine, which shares no files with this one
public record DockerHost(String name, @Nullable URI address, boolean remote) {

    private static final String LOCAL = "unix:///var/run/docker.sock";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /// This machine's engine, or the one the environment names.
    public static DockerHost ofThisProcess() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static DockerHost of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("DOCKER_HOST", "").strip();
        String text = named.isEmpty() ? contextHost(environment, home) : named;
        return text.isEmpty() ? new DockerHost(LOCAL, null, false) : chosen(text);
    }

    private static DockerHost chosen(String text) {
        DockerHost host = at(uri(text));
        // ssh hosts are reached through a tunnel; for all others the client finds the keys itself
        return host.isSsh() ? host : new DockerHost(host.name(), null, host.remote());
    }

    /// The engine at an address.
    public static DockerHost at(URI address) {
        String scheme = String.valueOf(address.getScheme());
        return new DockerHost(
                address.toString(), address, !scheme.equals("unix") && !scheme.equals("npipe"));
    }

    /// Whether ssh carries the requests, whether the tunnel is open yet or not.
    boolean isSsh() {
        return name.startsWith("ssh:");
    }

    /// The same engine through a tunnel.
    ///
    /// @param tunnel the local end
    DockerHost through(URI tunnel) {
        return new DockerHost(name, tunnel, remote);
    }

    /// The machine's name or address, without brackets; empty for this machine.
    public String machine() {
        return remote ? Authority.of(uri(name)).host() : "";
    }

    /// Whether ports that are published on its loopback address are reached from this machine.
    public boolean sharesLoopback() {
        return !remote || LOOPBACK.contains(machine());
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw PortException.of(
                    PortException.Kind.REFUSED,
                    "'%s' is not a Docker host".formatted(text),
                    "write unix:///path, tcp://host:2376 or ssh://user@host",
                    e);
        }
    }

    /// The address in the current Docker context; empty when there is none or it is the default.
    private static String contextHost(Map<String, String> environment, Path home) {
        DockerConfig config = DockerConfig.of(environment, home);
        String context = environment.getOrDefault("DOCKER_CONTEXT", "").strip();
        if (context.isEmpty()) {
            context = read(config.file()).path("currentContext").asText();
        }
        if (context.isEmpty() || context.equals("default")) {
            return "";
        }
        Path meta =
                config.folder()
                        .resolve("contexts/meta")
                        .resolve(digest(context))
                        .resolve("meta.json");
        String host = read(meta).path("Endpoints").path("docker").path("Host").asText();
        if (host.isEmpty()) {
            throw PortException.of(
                    PortException.Kind.REFUSED,
                    "There is no Docker context '%s' in %s".formatted(context, config.folder()),
                    "'docker context ls' lists those there are",
                    null);
        }
        return host;
    }

    private static JsonNode read(Path file) {
        try {
            return DockerConfig.read(file);
        } catch (IOException e) {
            throw PortException.refused("Docker's file " + file + " cannot be read", e);
        }
    }

    private static String digest(String context) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(context.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
