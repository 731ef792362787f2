package dev.elasticcloud.console.connection;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import java.util.List;
import java.util.function.Consumer;

/// Token requests of the screens. Results arrive on the UI thread, which never waits.
public final class TokenClient {

    private final CloudConnection connection;

    public TokenClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// All tokens, revoked ones included, oldest first.
    public void list(Consumer<List<AccessToken>> answered, Consumer<String> refused) {
        connection.ask(cloud -> tokens(cloud).list(), answered, refused);
    }

    /// Creates a token.
    ///
    /// @param secret receives the secret, which cannot be read again
    public void create(String name, Role role, Consumer<String> secret, Consumer<String> refused) {
        connection.ask(cloud -> tokens(cloud).create(name, role).secret(), secret, refused);
    }

    /// Revokes a token.
    public void revoke(String id, Runnable revoked, Consumer<String> refused) {
        connection.ask(cloud -> tokens(cloud).revoke(id), token -> revoked.run(), refused);
    }

    private static Tokens tokens(CloudManager cloud) {
        return switch (cloud) {
            case RemoteCloud remote -> remote.tokens();
            case HostedCloud hosted -> hosted.tokens();
            default -> throw new CloudException(ErrorCode.UNAVAILABLE, text("connection.noTokens"));
        };
    }
}
