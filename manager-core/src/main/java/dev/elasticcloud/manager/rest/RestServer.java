package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.rest.access.RateLimit;
import dev.elasticcloud.manager.rest.access.RequestGate;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.rest.change.AuditTrail;
import dev.elasticcloud.manager.rest.change.ChangeSubmitter;
import dev.elasticcloud.manager.rest.change.PodUploads;
import dev.elasticcloud.manager.rest.change.ProgressReport;
import dev.elasticcloud.manager.rest.http.DeadlineConnector;
import dev.elasticcloud.manager.rest.http.ErrorPage;
import dev.elasticcloud.manager.rest.http.ListenAddress;
import dev.elasticcloud.manager.rest.http.ServerTls;
import dev.elasticcloud.manager.rest.http.SocketUpgrade;
import dev.elasticcloud.manager.rest.metrics.Metrics;
import dev.elasticcloud.manager.rest.metrics.SnapshotAge;
import dev.elasticcloud.manager.rest.routes.AccessRoutes;
import dev.elasticcloud.manager.rest.routes.BalancerRoutes;
import dev.elasticcloud.manager.rest.routes.CloudRoutes;
import dev.elasticcloud.manager.rest.routes.EvidenceRoutes;
import dev.elasticcloud.manager.rest.routes.HostRoutes;
import dev.elasticcloud.manager.rest.routes.JobRoutes;
import dev.elasticcloud.manager.rest.routes.NodeRoutes;
import dev.elasticcloud.manager.rest.routes.PodRoutes;
import dev.elasticcloud.manager.rest.routes.RecordRoutes;
import dev.elasticcloud.manager.rest.routes.ShellRoutes;
import dev.elasticcloud.manager.rest.routes.StreamRoutes;
import dev.elasticcloud.manager.rest.routes.SystemRoutes;
import dev.elasticcloud.manager.rest.routes.WhatIfPool;
import dev.elasticcloud.manager.rest.routes.WhatIfRoutes;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteTable;
import dev.elasticcloud.manager.rest.stream.StreamHub;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.PortException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves a cloud over HTTP: the web server around the routes.
///
/// Every request runs on a virtual thread of its own, so a slow one delays no other.
public final class RestServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    private static final int HEADERS_BYTES = 16 * 1024;
    private static final int IDLE_MILLIS = 30_000;
    private static final int SLOWEST_BYTES_A_SECOND = 64;
    private static final double REQUESTS_A_SECOND = 2_000;
    private static final double BURST = 4_000;
    private static final double STRANGERS_A_SECOND = 50;
    private static final double STRANGERS_BURST = 200;

    private final ListenAddress listening;
    private final TokenRegistry access;
    private final StreamHub hub;
    private final SnapshotAge age;
    private final WhatIfPool whatIfs = new WhatIfPool();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rest-", 0).factory());
    private final Server server;
    private final SslContextFactory.@Nullable Server secure;
    private final DeadlineConnector connector;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Starts serving. If that fails, everything opened so far is closed.
    ///
    /// @param access closed with the server, and also when the server fails to start
    /// @param uploads where uploaded pod folders are kept
    /// @param clock the time of day
    /// @param steady a clock that never jumps
    public RestServer(
            CloudManager cloud,
            TokenRegistry access,
            AuditLog auditLog,
            ListenAddress listening,
            Path uploads,
            InstantSource clock,
            InstantSource steady) {
        this.listening = listening;
        this.access = access;
        this.server = server(threads);
        ServerTls tls = listening.tls();
        this.secure = tls == null ? null : tls.factory();
        this.connector = connector(server, listening, secure);
        this.hub = new StreamHub(cloud);
        this.age = new SnapshotAge(cloud, steady);
        try {
            open();
            RequestGate gate =
                    new RequestGate(
                            listening.names(connector.getLocalPort()),
                            access,
                            new RateLimit(REQUESTS_A_SECOND, BURST),
                            new RateLimit(STRANGERS_A_SECOND, STRANGERS_BURST));
            Metrics metrics = new Metrics(cloud, age);
            AuditTrail audit = new AuditTrail(auditLog, clock);
            RouteTable routes = new RouteTable(routes(cloud, gate, metrics, audit, uploads));
            server.setHandler(
                    new RestHandler(routes, gate, metrics, connector, new SocketUpgrade(server)));
            age.start();
            start();
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private List<Route> routes(
            CloudManager cloud, RequestGate gate, Metrics metrics, AuditTrail audit, Path uploads) {
        ProgressReport progress = new ProgressReport(cloud);
        ChangeSubmitter changes = new ChangeSubmitter(cloud, audit, progress);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new CloudRoutes(cloud, changes, progress).routes());
        routes.addAll(new PodRoutes(cloud, changes, new PodUploads(uploads)).routes());
        routes.addAll(new HostRoutes(cloud, changes).routes());
        routes.addAll(new BalancerRoutes(cloud).routes());
        routes.addAll(new NodeRoutes(cloud, changes, gate).routes());
        routes.addAll(new ShellRoutes(cloud, audit, gate).routes());
        routes.addAll(new JobRoutes(cloud, audit).routes());
        routes.addAll(new RecordRoutes(cloud, audit).routes());
        routes.addAll(new EvidenceRoutes(cloud).routes());
        routes.addAll(new WhatIfRoutes(cloud, whatIfs).routes());
        routes.addAll(new StreamRoutes(hub, gate, metrics).routes());
        routes.addAll(new AccessRoutes(access, audit).routes());
        routes.addAll(new SystemRoutes(cloud, metrics, age, () -> routes).routes());
        return routes;
    }

    private static Server server(ExecutorService threads) {
        QueuedThreadPool pool = new QueuedThreadPool(16, 4);
        pool.setName("rest");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(threads);
        Server server = new Server(pool);
        server.setErrorHandler(new ErrorPage());
        return server;
    }

    private static DeadlineConnector connector(
            Server server, ListenAddress listening, SslContextFactory.@Nullable Server secure) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADERS_BYTES);
        http.setMinRequestDataRate(SLOWEST_BYTES_A_SECOND);
        http.setUriCompliance(UriCompliance.DEFAULT);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        DeadlineConnector connector;
        if (secure == null) {
            connector = new DeadlineConnector(server, List.of(plain));
        } else {
            http.addCustomizer(new SecureRequestCustomizer(false));
            connector =
                    new DeadlineConnector(
                            server, List.of(AbstractConnectionFactory.getFactories(secure, plain)));
        }
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        return connector;
    }

    private void open() {
        try {
            connector.open();
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot listen on %s:%d: %s. Choose another address with --listen"
                            .formatted(
                                    listening.host(),
                                    listening.port(),
                                    PortException.rootMessage(e)),
                    e);
        }
    }

    private void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "The web server did not start: " + e.getMessage(), e);
        }
    }

    public URI url() {
        return listening.url(connector.getLocalPort());
    }

    /// Goes on with a renewed certificate; connections that are open stay as they are.
    public void renew(ServerTls tls) {
        if (secure != null) {
            tls.renew(secure);
        }
    }

    /// The owner's secret for this user's own console and commands, valid while the server runs.
    public String localSecret() {
        return access.localSecret();
    }

    /// Ends all requests and streams. Calling it again does nothing.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // Closed in reverse: connections first, tokens last.
        try (access;
                Closing _ = threads::shutdownNow;
                Closing _ = this::stop;
                age;
                hub;
                whatIfs;
                Closing _ = connector::close) {
            LOG.debug("The server at {} stops", listening.host());
        }
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "The web server did not stop: " + e.getMessage(), e);
        }
    }

    /// Stops a part of the server.
    @FunctionalInterface
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }
}
