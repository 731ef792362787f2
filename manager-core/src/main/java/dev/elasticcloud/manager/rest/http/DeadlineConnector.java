package dev.elasticcloud.manager.rest.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Accepts connections and closes those that do not send a whole request in time, however
/// steadily they send, and those beyond the limits per address and in total.
public final class DeadlineConnector extends ServerConnector {

    public static final int MOST_FROM_ONE = 512;

    private static final int MOST = 4_096;

    /// The listen backlog: connections beyond it are dropped and tried again a second later.
    private static final int WAITING = 512;

    private static final Duration FOR_THE_FIRST_REQUEST = Duration.ofSeconds(10);

    /// Longer than clients keep an idle connection.
    private static final Duration FOR_THE_NEXT_REQUEST = Duration.ofSeconds(15);

    private static final long LOOK_MILLIS = 500;

    /// The deadline for each connection's next request; none while a request is in work.
    private final Map<EndPoint, Long> deadlines = new ConcurrentHashMap<>();

    /// The remote address of each connection, which is no longer known once it is closed.
    private final Map<EndPoint, String> peers = new HashMap<>();

    private final Map<String, Integer> connections = new HashMap<>();

    public DeadlineConnector(Server server, List<ConnectionFactory> factories) {
        super(server, 1, 1, factories.toArray(ConnectionFactory[]::new));
        setAcceptQueueSize(WAITING);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookAgain();
    }

    private void lookAgain() {
        if (!isStopping() && !isStopped()) {
            getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        deadlines.forEach(
                (connection, deadline) -> {
                    if (now - deadline > 0) {
                        connection.close();
                    }
                });
        lookAgain();
    }

    @Override
    protected void onEndPointOpened(EndPoint connection) {
        super.onEndPointOpened(connection);
        if (admits(connection)) {
            await(connection, FOR_THE_FIRST_REQUEST);
        } else {
            connection.close();
        }
    }

    private synchronized boolean admits(EndPoint connection) {
        String peer = address(connection);
        peers.put(connection, peer);
        int fromOne = connections.merge(peer, 1, Integer::sum);
        return fromOne <= MOST_FROM_ONE && peers.size() <= MOST;
    }

    @Override
    protected void onEndPointClosed(EndPoint connection) {
        deadlines.remove(connection);
        forget(connection);
        super.onEndPointClosed(connection);
    }

    private synchronized void forget(EndPoint connection) {
        String peer = peers.remove(connection);
        if (peer != null) {
            connections.computeIfPresent(peer, (p, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static String address(EndPoint connection) {
        return connection.getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "";
    }

    /// Called when a request's head has arrived.
    public void asked(EndPoint connection) {
        deadlines.remove(bare(connection));
    }

    /// Called when a response is about to end.
    public void answered(EndPoint connection) {
        EndPoint bare = bare(connection);
        await(bare, FOR_THE_NEXT_REQUEST);
        if (!bare.isOpen()) {
            deadlines.remove(bare);
        }
    }

    private void await(EndPoint connection, Duration time) {
        deadlines.put(connection, System.nanoTime() + time.toNanos());
    }

    /// The connection below its TLS layer.
    private static EndPoint bare(EndPoint connection) {
        return connection instanceof EndPoint.Wrapper wrapper ? bare(wrapper.unwrap()) : connection;
    }
}
