package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import java.util.Optional;

/// How commands reach managers.
public interface ManagerAccess {

    /// The manager at an endpoint; the caller closes it.
    CloudManager connect(Endpoint endpoint);

    /// Where the manager of a cloud on this machine answers, if it runs.
    Optional<Endpoint> running(LocalCloud cloud);

    /// The tokens of a cloud on this machine, whether its manager runs or not; the caller closes
    /// them.
    Tokens tokens(LocalCloud cloud);
}
