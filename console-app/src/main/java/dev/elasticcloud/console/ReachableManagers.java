package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import java.util.Optional;

/// The managers that commands of this process can reach: those with an address, and the one that
/// runs on this machine.
final class ReachableManagers implements ManagerAccess {

    @Override
    public CloudManager connect(Endpoint endpoint) {
        return Managers.ask(endpoint);
    }

    @Override
    public Optional<Endpoint> running(LocalCloud cloud) {
        return Managers.endpoint(cloud.data(), cloud.name());
    }

    @Override
    public Tokens tokens(LocalCloud cloud) {
        return Managers.tokens(cloud.data(), cloud.name());
    }
}
