package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.rest.RestServer;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.rest.http.ListenAddress;
import dev.elasticcloud.manager.rest.http.ServerTls;
import dev.elasticcloud.manager.store.SqliteStore;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A manager opened to others: the server, the tokens that let in, and the file by which this
/// user's own programs find it.
final class Edge implements Serving {

    private final RestServer server;
    private final EndpointFile file;
    private final Optional<String> firstToken;

    private Edge(RestServer server, EndpointFile file, Optional<String> firstToken) {
        this.server = server;
        this.file = file;
        this.firstToken = firstToken;
    }

    static Edge open(CloudManager cloud, ServeConfig config) {
        ListenAddress listening =
                new ListenAddress(config.host(), config.port(), tls(config), config.otherNames());
        InstantSource clock = InstantSource.system();
        SqliteStore store =
                config.remembers()
                        ? SqliteStore.open(database(config.data(), config.cloud()))
                        : SqliteStore.inMemory();
        TokenRegistry access = new TokenRegistry(store.tokens(), clock, store);
        try {
            Optional<String> first =
                    access.list().isEmpty()
                            ? Optional.of(access.create("owner", Role.OWNER).secret())
                            : Optional.empty();
            RestServer server =
                    new RestServer(
                            cloud,
                            access,
                            store.audit(),
                            listening,
                            config.data().resolve(config.cloud() + "-pods").toAbsolutePath(),
                            clock);
            ServerTls tls = listening.tls();
            EndpointFile file = new EndpointFile(config.data(), config.cloud());
            file.write(
                    new Endpoint(
                            server.url(),
                            server.localSecret(),
                            tls == null ? "" : tls.certificates()));
            return new Edge(server, file, first);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private static @Nullable ServerTls tls(ServeConfig config) {
        Path certificate = config.certificate();
        Path key = config.key();
        return certificate == null || key == null ? null : ServerTls.read(certificate, key);
    }

    /// The tokens of a cloud on this machine, whether its manager runs or not.
    static Tokens tokens(Path data, String cloud) {
        Path file = database(data, cloud);
        if (!file.toFile().exists()) {
            throw new CloudException(
                    ErrorCode.NOT_FOUND,
                    "There is no cloud '%s' in %s yet: start its manager once"
                            .formatted(cloud, data));
        }
        SqliteStore store = SqliteStore.open(file);
        return new TokenRegistry(store.tokens(), InstantSource.system(), store);
    }

    private static Path database(Path data, String cloud) {
        return data.resolve(cloud + ".db");
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
        file.remove();
        server.close();
    }
}
