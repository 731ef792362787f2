package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.util.List;

/// The access tokens of a cloud's manager.
public interface Tokens extends AutoCloseable {

    /// A new token with its secret, which is shown only this once and stored nowhere.
    record Issued(AccessToken token, String secret) {}

    Issued create(String name, Role role);

    /// All tokens, revoked ones included, oldest first.
    List<AccessToken> list();

    /// Revokes a token; streams that it opened end.
    AccessToken revoke(String id);

    @Override
    void close();
}
