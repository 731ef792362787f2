package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.rest.RestServer;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.rest.http.CertificateWatch;
import dev.elasticcloud.manager.rest.http.ListenAddress;
import dev.elasticcloud.manager.rest.http.ServerTls;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.TokenBook;
import dev.elasticcloud.manager.store.SqliteStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A cloud served to others: the server, its tokens, and the file by which this user's own programs
/// find it.
final class Edge implements Serving {

    private final RestServer server;
    private final EndpointFile file;
    private final Optional<String> firstToken;
    private final Closer watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Edge(RestServer server, EndpointFile file, Optional<String> firstToken, Closer watch) {
        this.server = server;
        this.file = file;
        this.firstToken = firstToken;
        this.watch = watch;
    }

    /// Where a server keeps its tokens and its audit log.
    private record AccessStore(TokenBook tokens, AuditLog audit, AutoCloseable closing) {}

    static Edge open(CloudManager cloud, ServeConfig config) {
        ListenAddress listening =
                new ListenAddress(config.host(), config.port(), tls(config), config.otherNames());
        ManagerClock clock =
                cloud instanceof LocalManager local ? local.clock() : ManagerClock.system();
        AccessStore store = accessStore(cloud, config);
        TokenRegistry access = new TokenRegistry(store.tokens(), clock, store.closing());
        Optional<String> first = firstToken(access);
        RestServer server =
                new RestServer(
                        cloud,
                        access,
                        store.audit(),
                        listening,
                        config.data().resolve(config.cloud() + "-pods").toAbsolutePath(),
                        clock,
                        clock::steady);
        try {
            ServerTls tls = listening.tls();
            EndpointFile file = new EndpointFile(config.data(), config.cloud());
            tell(file, server, tls);
            return new Edge(server, file, first, watch(config, server, file));
        } catch (RuntimeException e) {
            try (server) {
                throw e;
            }
        }
    }

    /// This user's own programs trust the certificate that the file has.
    private static void tell(EndpointFile file, RestServer server, @Nullable ServerTls tls) {
        file.write(
                new Endpoint(
                        server.url(), server.localSecret(), tls == null ? "" : tls.certificates()));
    }

    private static Closer watch(ServeConfig config, RestServer server, EndpointFile file) {
        Path certificate = config.certificate();
        Path key = config.key();
        Closer watching = new Closer();
        if (certificate != null && key != null) {
            watching.add(
                    new CertificateWatch(
                            certificate,
                            key,
                            tls -> {
                                server.renew(tls);
                                tell(file, server, tls);
                            }));
        }
        return watching;
    }

    /// The cloud's own store, which is open already, or one that ends with the server.
    private static AccessStore accessStore(CloudManager cloud, ServeConfig config) {
        if (!config.remembers()) {
            SqliteStore store = SqliteStore.inMemory();
            return new AccessStore(store.tokens(), store.audit(), store);
        }
        if (cloud instanceof LocalManager local) {
            return new AccessStore(local.tokenBook(), local.audit(), () -> {});
        }
        throw new IllegalArgumentException(
                "Only a cloud that is managed in this process has a store for its tokens: serve it"
                        + " where it is managed, or without keeping them");
    }

    private static Optional<String> firstToken(TokenRegistry access) {
        try {
            return access.list().isEmpty()
                    ? Optional.of(access.create("owner", Role.OWNER).secret())
                    : Optional.empty();
        } catch (RuntimeException e) {
            try (access) {
                throw e;
            }
        }
    }

    private static @Nullable ServerTls tls(ServeConfig config) {
        Path certificate = config.certificate();
        Path key = config.key();
        return certificate == null || key == null ? null : ServerTls.read(certificate, key);
    }

    @Override
    public URI url() {
        return server.url();
    }

    @Override
    public Optional<String> firstToken() {
        return firstToken;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (server) {
            watch.close();
            file.remove();
        }
    }
}
