package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.AccessToken;
import java.time.Instant;
import java.util.List;

/// Keeps the access tokens of the manager, without their secrets.
public interface TokenBook {

    /// A token and the SHA-256 of its secret.
    record Entry(AccessToken token, byte[] hash) {}

    void add(Entry entry);

    /// All tokens, revoked ones included, oldest first.
    List<Entry> all();

    /// Revokes a token; returns whether there was one to revoke.
    boolean revoke(String id, Instant at);
}
