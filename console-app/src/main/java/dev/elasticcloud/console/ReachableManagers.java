package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import java.nio.file.Path;
import java.util.Optional;

/// The managers that commands of this process can reach: those with an address, and the one that
/// runs on this machine.
final class ReachableManagers implements ManagerAccess {

    @Override
    public CloudManager connect(Endpoint endpoint) {
        return Managers.ask(endpoint);
    }

    @Override
    public Optional<Endpoint> running(Path data) {
        return Managers.endpoint(data, CloudOpener.CLOUD);
    }

    @Override
    public Tokens tokens(Path data) {
        return Managers.tokens(data, CloudOpener.CLOUD);
    }
}
