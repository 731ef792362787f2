package dev.elasticcloud.manager.haproxy;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.JobProgram.Hold;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The content of HAProxy's file: one backend for each pod, with its nodes. It is rendered as text
/// and read back, so that a restarted manager knows what the last one wrote.
record HaproxyConfig(SortedMap<PodName, Backend> backends) {

    static final HaproxyConfig EMPTY = new HaproxyConfig(new TreeMap<>());

    private static final Pattern BACKEND = Pattern.compile("backend ([a-z0-9_-]+)");
    private static final Pattern BALANCE = Pattern.compile("\\s+balance (\\S+)");
    private static final Pattern HEALTH =
            Pattern.compile("\\s+http-check send meth GET uri (\\S+) .*");
    private static final Pattern TIMEOUT = Pattern.compile("\\s+timeout server (\\d+)ms");
    private static final Pattern HOLD_MOST =
            Pattern.compile("\\s+http-request return .* be_conn gt (\\d+) }.*");
    private static final Pattern HOLD_TIME = Pattern.compile("\\s+http-request lua.hold (\\d+) .*");
    private static final Pattern SERVER =
            Pattern.compile("\\s+server (\\S+) ([0-9.:]+) check .* maxconn (\\d+)( disabled)?");

    HaproxyConfig {
        backends = Collections.unmodifiableSortedMap(new TreeMap<>(backends));
    }

    /// How long HAProxy waits after a reload beyond the longest request, for late requests.
    private static final Duration HARD_STOP_MARGIN = Duration.ofSeconds(30);

    /// How long an idle WebSocket may last when the pod's jobs are shorter.
    private static final Duration TUNNEL = Duration.ofHours(1);

    /// One pod's section.
    ///
    /// @param timeout how long a job may run
    record Backend(
            PodName pod,
            Balance balance,
            String health,
            Duration timeout,
            Hold hold,
            SortedMap<NodeName, Server> servers) {

        Backend {
            servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        }

        static Backend of(PodSpec pod, SortedMap<NodeName, Server> servers) {
            return new Backend(
                    pod.name(),
                    pod.balance(),
                    pod.health(),
                    pod.job().timeout(),
                    pod.job().hold(),
                    servers);
        }

        Backend with(Server server) {
            SortedMap<NodeName, Server> changed = new TreeMap<>(servers);
            changed.put(server.node(), server);
            return with(changed);
        }

        Backend without(NodeName node) {
            SortedMap<NodeName, Server> changed = new TreeMap<>(servers);
            changed.remove(node);
            return with(changed);
        }

        private Backend with(SortedMap<NodeName, Server> changed) {
            return new Backend(pod, balance, health, timeout, hold, changed);
        }

        private Backend with(Balance changed) {
            return new Backend(pod, changed, health, timeout, hold, servers);
        }

        private Backend withHealth(String changed) {
            return new Backend(pod, balance, changed, timeout, hold, servers);
        }

        private Backend with(Hold changed) {
            return new Backend(pod, balance, health, timeout, changed, servers);
        }

        private Backend withTimeout(Duration changed) {
            return new Backend(pod, balance, health, changed, hold, servers);
        }

        /// What HAProxy is configured with, as [PodSpec#balancing] names it.
        String settings() {
            return PodSpec.balancing(balance, health, timeout, hold);
        }

        /// How long a request may take in total: waiting for a node, queued, and running.
        private Duration longestStay() {
            return hold.timeout().multipliedBy(2).plus(timeout);
        }

        /// Whether HAProxy must reload to apply this backend instead of another: servers need no
        /// reload.
        boolean differsFrom(Backend other) {
            return !settings().equals(other.settings());
        }
    }

    /// One node's line.
    ///
    /// @param address an IPv4 address and a port, such as `10.89.0.3:8080`
    /// @param inRotation whether a HAProxy that loads the file sends it requests at once
    record Server(NodeName node, String address, int slots, boolean inRotation) {

        Server {
            if (!address.matches("[0-9.]{7,15}:[0-9]{1,5}")) {
                throw new IllegalArgumentException(
                        "'"
                                + address
                                + "' is not the address of a node: it needs an IPv4 address and a"
                                + " port");
            }
        }

        /// Probe intervals and slots, the same in the file and on the socket. Healthy nodes are
        /// probed slowly, others fast: a new node is first probed after `downinter`, and refused
        /// connections cost it little until it is ready.
        String options() {
            return "check inter 2s fastinter 100ms downinter 100ms rise 1 fall 3 maxconn " + slots;
        }
    }

    HaproxyConfig with(Backend backend) {
        SortedMap<PodName, Backend> changed = new TreeMap<>(backends);
        changed.put(backend.pod(), backend);
        return new HaproxyConfig(changed);
    }

    static Template template(String text) {
        return Mustache.compiler().escapeHTML(false).compile(text);
    }

    /// The whole file. Only validated names, numbers and addresses reach the template.
    String render(Template template) {
        List<Map<String, Object>> pods =
                backends.values().stream().map(HaproxyConfig::values).toList();
        return template.execute(
                Map.of(
                        "pods",
                        pods,
                        "errors",
                        ErrorAnswers.ALL,
                        "unknownPod",
                        ErrorAnswers.UNKNOWN_POD,
                        "tooManyWait",
                        ErrorAnswers.TOO_MANY_WAIT,
                        "hardStopSeconds",
                        hardStop().toSeconds()));
    }

    /// After a reload the old process may finish the requests it has begun.
    private Duration hardStop() {
        return backends.values().stream()
                .map(Backend::longestStay)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plus(HARD_STOP_MARGIN);
    }

    private static Map<String, Object> values(Backend backend) {
        List<Map<String, Object>> servers =
                backend.servers().values().stream()
                        .map(
                                server ->
                                        Map.<String, Object>of(
                                                "name", server.node().value(),
                                                "address", server.address(),
                                                "options", server.options(),
                                                "disabled", !server.inRotation()))
                        .toList();
        return Map.of(
                "name", backend.pod().value(),
                "balance", keyword(backend.balance()),
                "health", backend.health(),
                "holdMost", backend.hold().most(),
                "holdMillis", backend.hold().timeout().toMillis(),
                "jobMillis", backend.timeout().toMillis(),
                "tunnelMillis", longer(backend.timeout(), TUNNEL).toMillis(),
                "servers", servers);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// Reads a file that [#render] wrote; unknown lines are ignored.
    static HaproxyConfig read(List<String> lines) {
        HaproxyConfig config = EMPTY;
        Backend current = null;
        for (String line : lines) {
            Matcher backend = BACKEND.matcher(line);
            if (backend.matches()) {
                current =
                        new Backend(
                                PodName.of(backend.group(1)),
                                Balance.ROUND_ROBIN,
                                "/",
                                Duration.ZERO,
                                Hold.STANDARD,
                                new TreeMap<>());
            } else if (current != null) {
                current = read(current, line);
            }
            if (current != null) {
                config = config.with(current);
            }
        }
        return config;
    }

    private static Backend read(Backend backend, String line) {
        Matcher balance = BALANCE.matcher(line);
        if (balance.matches()) {
            return backend.with(balance(balance.group(1)));
        }
        Matcher health = HEALTH.matcher(line);
        if (health.matches()) {
            return backend.withHealth(health.group(1));
        }
        Matcher job = TIMEOUT.matcher(line);
        if (job.matches()) {
            return backend.withTimeout(Duration.ofMillis(Long.parseLong(job.group(1))));
        }
        Matcher most = HOLD_MOST.matcher(line);
        if (most.matches()) {
            int number = Integer.parseInt(most.group(1));
            return backend.with(new Hold(number, backend.hold().timeout()));
        }
        Matcher time = HOLD_TIME.matcher(line);
        if (time.matches()) {
            Duration timeout = Duration.ofMillis(Long.parseLong(time.group(1)));
            return backend.with(new Hold(backend.hold().most(), timeout));
        }
        Matcher server = SERVER.matcher(line);
        if (server.matches()) {
            return backend.with(
                    new Server(
                            NodeName.of(server.group(1)),
                            server.group(2),
                            Integer.parseInt(server.group(3)),
                            server.group(4) == null));
        }
        return backend;
    }

    /// HAProxy's keyword for a balancing algorithm.
    static String keyword(Balance balance) {
        return switch (balance) {
            case ROUND_ROBIN -> "roundrobin";
            case LEAST_BUSY -> "leastconn";
            case FILL_FIRST -> "first";
        };
    }

    static Balance balance(String keyword) {
        for (Balance balance : Balance.values()) {
            if (keyword(balance).equals(keyword)) {
                return balance;
            }
        }
        return Balance.ROUND_ROBIN;
    }
}
