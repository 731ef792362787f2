package dev.elasticcloud.manager.docker.balancer;

import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the port that the balancer starts at: the wanted one or, where that may move, the first of
/// the next that no other program has.
final class PortSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PortSearch.class);

    private final String listen;
    private final BalancerPort wanted;
    private final boolean local;

    /// @param listen the address of the Docker host that the port is published on
    /// @param local whether the Docker host is this machine
    PortSearch(String listen, BalancerPort wanted, boolean local) {
        this.listen = listen;
        this.wanted = wanted;
        this.local = local;
    }

    /// The port at which the balancer has started; 0 when the engine chose it.
    ///
    /// @param from the first to try; 0 for any free one
    /// @param start starts the balancer at a port, or throws what the engine says
    int start(int from, IntConsumer start) {
        int first = from == 0 && local ? freePort() : from;
        int last = first == 0 ? 0 : wanted.last(first);
        for (int next = first; next < last; next++) {
            // a start in vain costs the engine a container that joins every pod's network
            if (!isTakenHere(next) && refused(next, start).isEmpty()) {
                return next;
            }
            LOG.warn("Port {} at {} is taken, so the balancer tries the next", next, listen);
        }
        // only the engine decides: a manager in a container cannot see the ports of its host
        Optional<PortException> refusal = refused(last, start);
        if (refusal.isPresent()) {
            throw allTaken(first, last, refusal.get());
        }
        return last;
    }

    private boolean isTakenHere(int port) {
        return local && LocalPort.tried(listen, port).state() == LocalPort.State.TAKEN;
    }

    private static Optional<PortException> refused(int port, IntConsumer start) {
        try {
            start.accept(port);
            return Optional.empty();
        } catch (PortException e) {
            if (e.kind() != PortException.Kind.PORT_TAKEN || port == 0) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private PortException allTaken(int first, int last, PortException cause) {
        String others =
                first == last
                        ? "is taken by another program"
                        : "and all after it up to %d are taken by other programs".formatted(last);
        return PortException.of(
                PortException.Kind.REFUSED,
                "Port %d at %s, where jobs reach the balancer, %s".formatted(first, listen, others),
                "stop that, or choose another port with --port",
                cause);
    }

    private int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(listen))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw PortException.refused("There is no free port on " + listen, e);
        }
    }
}
