package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.util.List;

/// Who may come in to a cloud's manager.
public interface Tokens extends AutoCloseable {

    /// A new token with its secret, which is shown this once and kept nowhere.
    record Issued(AccessToken token, String secret) {}

    Issued create(String name, Role role);

    /// All tokens, revoked ones included, oldest first.
    List<AccessToken> list();

    /// Makes a token open nothing any more; streams that it opened end.
    AccessToken revoke(String id);

    @Override
    void close();
}
