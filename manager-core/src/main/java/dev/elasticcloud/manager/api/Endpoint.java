package dev.elasticcloud.manager.api;

import java.net.URI;
import java.util.Locale;

/// The address of a manager, and the token and certificate to reach it with.
///
/// @param token the secret that gives access
/// @param certificate the certificate to trust, in PEM; empty for those that the system trusts
public record Endpoint(URI url, String token, String certificate) {

    public Endpoint {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getRawAuthority() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "'%s' is not a manager's address: use one such as http://127.0.0.1:8080"
                            .formatted(url));
        }
        if (!token.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException(
                    "The token contains characters that tokens never contain: copy it again");
        }
    }

    public Endpoint(URI url, String token) {
        this(url, token, "");
    }

    /// Without its token, which must not appear in any message.
    @Override
    public String toString() {
        return url.toString();
    }
}
