package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import java.nio.file.Path;
import java.util.Optional;

/// How commands reach managers.
public interface ManagerAccess {

    /// The manager at an endpoint; the caller closes it.
    CloudManager connect(Endpoint endpoint);

    /// Where the manager of a data folder answers, if it runs.
    Optional<Endpoint> running(Path data);

    /// The tokens in a data folder, whether its manager runs or not; the caller closes them.
    Tokens tokens(Path data);
}
