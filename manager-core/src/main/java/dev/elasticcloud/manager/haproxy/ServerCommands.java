package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.HaproxyConfig.Server;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;

/// Runtime commands about one server of a running HAProxy.
final class ServerCommands {

    private static final Duration REMOVE_LIMIT = Duration.ofSeconds(4);

    private final RuntimeSocket worker;

    ServerCommands(RuntimeSocket worker) {
        this.worker = worker;
    }

    void add(String key, Server line) {
        String answer =
                worker.send("add server " + key + " " + line.address() + " " + line.options());
        if (!answer.contains("New server registered")) {
            throw PortException.refused("HAProxy did not add " + key + ": " + answer.strip(), null);
        }
    }

    void bringUpToDate(String key, Server line, BalancerServer known) {
        if (!known.address().equals(line.address())) {
            int colon = line.address().indexOf(':');
            command("set server " + key + " state maint");
            worker.send(
                    "set server %s addr %s port %s"
                            .formatted(
                                    key,
                                    line.address().substring(0, colon),
                                    line.address().substring(colon + 1)));
        }
        if (known.slots() != line.slots()) {
            command("set maxconn server " + key + " " + line.slots());
        }
    }

    /// Ends the requests that still run on a server.
    void cutOff(String key) {
        command("shutdown sessions server " + key);
    }

    void delete(String key) {
        String answer =
                worker.send(
                        REMOVE_LIMIT,
                        "set server " + key + " state maint",
                        "wait 2s srv-removable " + key,
                        "del server " + key);
        if (!answer.contains("Server deleted")) {
            throw PortException.refused(
                    "HAProxy did not remove " + key + ": " + answer.strip(), null);
        }
    }

    LiveState current() {
        return LiveState.of(worker.send(LiveState.COMMANDS));
    }

    /// Sends commands whose answer is empty when they succeed.
    void command(String... commands) {
        String answer = worker.send(commands);
        if (!answer.isBlank()) {
            throw PortException.refused(
                    "HAProxy refused '%s': %s"
                            .formatted(String.join("; ", commands), answer.strip()),
                    null);
        }
    }
}
