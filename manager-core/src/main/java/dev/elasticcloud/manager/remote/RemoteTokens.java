package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.util.List;
import java.util.Map;

/// The tokens of a remote cloud.
final class RemoteTokens implements Tokens {

    private static final String PATH = "/v1/tokens";

    private final ApiClient wire;
    private final Runnable closing;

    /// @param closing run when the tokens are closed, such as closing the connection
    RemoteTokens(ApiClient wire, Runnable closing) {
        this.wire = wire;
        this.closing = closing;
    }

    @Override
    public Issued create(String name, Role role) {
        return wire.post(
                wire.at(PATH).build(), Map.of("name", name, "role", role.key()), Issued.class);
    }

    @Override
    public List<AccessToken> list() {
        return wire.list(wire.at(PATH).build(), AccessToken.class);
    }

    @Override
    public AccessToken revoke(String id) {
        return wire.delete(wire.at(PATH).addPathSegment(id).build(), AccessToken.class);
    }

    @Override
    public void close() {
        closing.run();
    }
}
