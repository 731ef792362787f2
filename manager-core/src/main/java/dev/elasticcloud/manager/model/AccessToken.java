package dev.elasticcloud.manager.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An access token without its secret.
///
/// @param id names the token in lists and in the audit log
/// @param name who or what holds it, as named by its creator
/// @param revokedAt when it was revoked
public record AccessToken(
        String id, String name, Role role, Instant createdAt, @Nullable Instant revokedAt) {

    public static final int LONGEST_NAME = 60;

    public AccessToken {
        if (!id.matches("[a-z0-9]{1,16}")) {
            throw new IllegalArgumentException("'" + id + "' is not a token's id");
        }
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]*") || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A token's name must begin with a letter or digit and be up to %d letters, digits, spaces and . _ @ -"
                            .formatted(LONGEST_NAME));
        }
    }

    public boolean isValid() {
        return revokedAt == null;
    }
}
