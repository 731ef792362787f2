package dev.elasticcloud.manager.api;

import java.net.URI;
import java.util.Optional;

/// A manager's running server; closing it ends all requests and streams, and leaves the cloud as
/// it is.
public interface Serving extends AutoCloseable {

    URI url();

    /// The first owner's token, to be shown only this once; none when there already were tokens.
    Optional<String> firstToken();

    @Override
    void close();
}
