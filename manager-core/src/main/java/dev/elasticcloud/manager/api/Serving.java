package dev.elasticcloud.manager.api;

import java.net.URI;
import java.util.Optional;

/// A manager's open edge; closing it ends all requests and streams, and leaves the cloud as it is.
public interface Serving extends AutoCloseable {

    URI url();

    /// The first owner's token, to be shown this once; none when there were tokens already.
    Optional<String> firstToken();

    @Override
    void close();
}
