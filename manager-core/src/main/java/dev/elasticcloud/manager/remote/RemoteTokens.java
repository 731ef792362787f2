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

    RemoteTokens(ApiClient wire) {
        this.wire = wire;
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

    /// The connection belongs to the cloud.
    @Override
    public void close() {}
}
