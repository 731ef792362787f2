package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.remote.RemoteManager;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the tokens of a cloud on this machine. Only one process may open a cloud's store: whoever
/// holds the cloud's lock. While a manager holds it, its API is asked.
final class LocalTokens {

    private LocalTokens() {}

    static Tokens of(Path data, String cloud) {
        Path file = data.resolve(cloud + ".db");
        if (!Files.exists(file)) {
            throw new CloudException(
                    ErrorCode.NOT_FOUND,
                    "There is no cloud '%s' in %s yet: start its manager once"
                            .formatted(cloud, data));
        }
        ManagerClock clock = ManagerClock.system();
        CloudLock lock;
        try {
            lock = CloudLock.take(data, cloud, clock);
        } catch (CloudException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return ofRunning(data, cloud, e);
        }
        try {
            SqliteStore store = SqliteStore.open(file, clock);
            return new TokenRegistry(
                    store.tokens(),
                    clock,
                    () -> {
                        try (lock) {
                            store.close();
                        }
                    });
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Tokens ofRunning(Path data, String cloud, CloudException locked) {
        Endpoint endpoint =
                new EndpointFile(data, cloud)
                        .read()
                        .orElseThrow(
                                () ->
                                        new CloudException(
                                                ErrorCode.CONFLICT,
                                                "%s. Its tokens can be read while it is served or after it has ended"
                                                        .formatted(locked.text()),
                                                locked));
        return RemoteManager.tokens(endpoint);
    }
}
