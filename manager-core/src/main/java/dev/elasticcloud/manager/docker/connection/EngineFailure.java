package dev.elasticcloud.manager.docker.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.PortException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Why a request to Docker failed: the one table from a cause to a message that says what to do.
///
/// The first row that matches counts. Only a failed connection means that Docker does not answer;
/// a failure that matches no row is a fault of the manager and is reported as one.
enum EngineFailure {
    /// docker-java refused before it sent a request, or it collected an error from the engine.
    REFUSED_BY_CLIENT(
            Kind.REFUSED,
            (e, host) -> e instanceof DockerClientException,
            "Docker could not {what}: {cause}",
            ""),

    TLS_EXPECTED(
            Kind.REFUSED,
            (e, host) -> says(e, "HTTP request to an HTTPS server"),
            "Docker at {host} wants a secure connection",
            "set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of your keys"),

    CLIENT_TOO_OLD(
            Kind.REFUSED,
            (e, host) -> refuses(e, "minimum supported api version"),
            "Docker could not {what}: {cause}",
            "update Elastic Cloud Console, or unset DOCKER_API_VERSION if it is set"),

    TOO_OLD(
            Kind.REFUSED,
            (e, host) -> refuses(e, "client version", "api version"),
            "Docker could not {what}: {cause}",
            "update Docker Engine to version 25 or newer"),

    PORT_TAKEN(
            Kind.PORT_TAKEN,
            (e, host) ->
                    refuses(e, "port is already allocated", "ports are not available")
                            || refuses(e, "address already in use")
                                    && says(e, "bind", "listen ", "port "),
            "Docker could not {what}: {cause}",
            "stop the program that has that port, or choose another with --port"),

    /// The engine says the same of an address of one of its networks.
    ADDRESS_TAKEN(
            Kind.REFUSED,
            (e, host) -> refuses(e, "address already in use"),
            "Docker could not {what}: {cause}",
            "another container has that address: see which with 'docker network inspect', and"
                    + " disconnect it"),

    FOLDER_UNSEEN(
            Kind.REFUSED,
            (e, host) ->
                    refuses(e, "bind source path does not exist", "mounts denied", "not shared"),
            "Docker could not {what}: {cause}",
            "choose a data folder that Docker sees with --data, or share this one in Docker Desktop's settings"),

    DISK_FULL(
            Kind.REFUSED,
            (e, host) -> refuses(e, "no space left on device", "disk quota exceeded"),
            "Docker could not {what}: {cause}",
            "make room on the Docker host: 'docker system df' shows what takes it"),

    NO_ADDRESSES(
            Kind.REFUSED,
            (e, host) -> refuses(e, "non-overlapping ipv4", "address pools", "pool overlaps"),
            "Docker could not {what}: {cause}",
            "remove unused networks with 'docker network prune', or choose other addresses with --subnets"),

    FIREWALL(
            Kind.REFUSED,
            (e, host) -> refuses(e, "iptables", "nftables", "programming external connectivity"),
            "Docker could not {what}: {cause}",
            "a firewall that was loaded again has removed Docker's rules: restart Docker"),

    NO_LIMITS(
            Kind.REFUSED,
            (e, host) ->
                    refuses(
                            e,
                            "nanocpus can not be set",
                            "cfs scheduler",
                            "does not support memory limit",
                            "does not support pids limit",
                            "cgroup is not mounted",
                            "cgroup mountpoint does not exist",
                            "join or create cgroup"),
            "Docker could not {what}: {cause}",
            "the Docker host must let Docker limit processors, memory and processes: rootless Docker needs cgroup v2 with delegation"),

    PULL_LIMITED(
            Kind.REFUSED,
            (e, host) -> refuses(e, "toomanyrequests", "rate limit"),
            "Docker could not {what}: {cause}",
            "wait, or log in with 'docker login', which has a higher limit"),

    IMAGE_UNKNOWN(
            Kind.REFUSED,
            (e, host) ->
                    refuses(
                            e,
                            "pull access denied",
                            "manifest unknown",
                            "repository does not exist"),
            "Docker could not {what}: {cause}",
            "see that the image's name is spelled right, and log in with 'docker login' if it is private"),

    REGISTRY_AWAY(
            Kind.REFUSED,
            (e, host) ->
                    refuses(
                            e,
                            "no such host",
                            "i/o timeout",
                            "tls handshake timeout",
                            "server misbehaving",
                            "proxyconnect"),
            "Docker could not {what}: {cause}",
            "see that the Docker host reaches the registry: its network, its DNS, and the proxy in Docker's settings"),

    OTHER_PROCESSOR(
            Kind.REFUSED,
            (e, host) -> refuses(e, "exec format error", "no matching manifest"),
            "Docker could not {what}: {cause}",
            "the image is for another kind of processor: build it for this one"),

    NOT_AUTHORISED(
            Kind.REFUSED,
            (e, host) ->
                    refuses(e, "authorization denied by plugin", "forbidden by administrative"),
            "Docker could not {what}: {cause}",
            "ask who administers Docker here for that right"),

    REFUSED_BY_ENGINE(
            Kind.REFUSED,
            (e, host) -> e instanceof DockerException,
            "Docker could not {what}: {cause}",
            ""),

    STRANGE_ANSWER(
            Kind.REFUSED,
            (e, host) -> e instanceof JsonProcessingException,
            "Docker could not {what}: its answer cannot be parsed ({cause})",
            "check that a Docker Engine answers at {host}"),

    INTERRUPTED(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof CancellationException || e instanceof InterruptedException,
            "Docker could not {what}: the request was interrupted",
            ""),

    TIMED_OUT(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof SocketTimeoutException && says(e, "read timed out"),
            "Docker at {host} did not answer in time",
            "check with 'docker info' whether it hangs or is overloaded"),

    SSH_BROKEN(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof IOException && host.isSsh(),
            "Docker at {host} does not answer through ssh ({cause})",
            "check that 'docker -H {host} ps' works without a password"),

    PERMISSION_DENIED(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof IOException && says(e, "permission denied"),
            "Docker at {host} refuses this user ({cause})",
            "add the user to the group 'docker' and log in again, or use sudo"),

    NO_SOCKET(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof IOException && says(e, "no such file"),
            "Docker at {host} does not answer ({cause})",
            "start Docker or set DOCKER_HOST"),

    UNKNOWN_HOST(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof UnknownHostException,
            "Docker at {host} cannot be found ({cause})",
            "check that DOCKER_HOST is spelled right and that DNS knows the name"),

    TLS_FAILED(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof SSLException,
            "A TLS connection to Docker at {host} failed ({cause})",
            "check that DOCKER_TLS_VERIFY and DOCKER_CERT_PATH match that engine"),

    NO_ROUTE(
            Kind.UNREACHABLE,
            (e, host) ->
                    e instanceof NoRouteToHostException
                            || e instanceof IOException && says(e, "unreachable", "timed out"),
            "Docker at {host} cannot be reached ({cause})",
            "check that the machine is on and that no firewall is between"),

    NOT_LISTENING(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof ConnectException && host.remote(),
            "Docker at {host} does not answer ({cause})",
            "check that dockerd listens there, and on that port"),

    NOT_RUNNING(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof ConnectException,
            "Docker at {host} does not answer ({cause})",
            "start Docker or set DOCKER_HOST"),

    BROKEN_OFF(
            Kind.UNREACHABLE,
            (e, host) -> e instanceof IOException,
            "Docker at {host} closed the connection ({cause})",
            "check in its log whether it was restarted"),

    MANAGER_FAULT(
            Kind.REFUSED,
            (e, host) -> true,
            "The manager could not {what}: {cause}",
            "this is a fault of the manager, please report it");

    private final Kind kind;
    private final BiPredicate<Throwable, DockerHost> matches;
    private final String problem;
    private final String cure;

    /// @param cure what to do; empty when nothing is known that helps
    EngineFailure(
            Kind kind, BiPredicate<Throwable, DockerHost> matches, String problem, String cure) {
        this.kind = kind;
        this.matches = matches;
        this.problem = problem;
        this.cure = cure;
    }

    /// The exception to throw for a failure.
    ///
    /// @param what the purpose of the request, as it follows "Docker could not"
    static PortException translate(String what, RuntimeException failure, DockerHost host) {
        for (EngineFailure line : values()) {
            Optional<Throwable> cause =
                    causes(failure).filter(e -> line.matches.test(e, host)).findFirst();
            if (cause.isPresent()) {
                return PortException.of(
                        line.kind,
                        line.filled(line.problem, what, cause.get(), host),
                        line.filled(line.cure, what, cause.get(), host),
                        failure);
            }
        }
        throw new IllegalStateException("The last row matches everything", failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(
                failure, e -> e != null, e -> e.getCause() == e ? null : e.getCause());
    }

    private String filled(String template, String what, Throwable cause, DockerHost host) {
        return template.replace("{what}", what)
                .replace("{host}", host.name())
                .replace("{cause}", words(cause));
    }

    private String words(Throwable cause) {
        if (cause instanceof DockerException refusal) {
            return DockerEngine.reason(refusal);
        }
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        if (this == MANAGER_FAULT) {
            return cause.getClass().getSimpleName() + ": " + message;
        }
        Throwable deeper = cause instanceof DockerClientException ? cause.getCause() : null;
        return deeper == null ? firstLine(message) : message + " " + deeper.getMessage();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /// Whether the engine itself gives one of these reasons.
    private static boolean refuses(Throwable e, String... words) {
        return e instanceof DockerException && says(e, words);
    }

    private static boolean says(Throwable e, String... words) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(w -> message.contains(w.toLowerCase(Locale.ROOT)));
    }
}
