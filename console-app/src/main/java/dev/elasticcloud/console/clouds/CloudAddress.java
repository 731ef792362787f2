package dev.elasticcloud.console.clouds;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a manager answers and the token it asks for.
///
/// @param token what proves who asks; empty when none is sent
public record CloudAddress(URI url, String token) {

    public CloudAddress {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "'%s' is not a manager's address: give one like https://cloud.example:8080"
                            .formatted(url));
        }
    }

    public static CloudAddress of(String url, String token) {
        try {
            return new CloudAddress(new URI(url.strip()), token.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is not an address: give one like https://cloud.example:8080"
                            .formatted(url),
                    e);
        }
    }

    /// Without the token, which no log and no screen shows.
    @Override
    public String toString() {
        return url.toString();
    }
}
