package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.EvidenceFiles;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.record.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The managers that commands of this process can reach: those with an address, and the one that
/// runs on this machine.
final class ReachableManagers implements ManagerAccess {

    private final CloudOpener clouds;

    /// @param home the folder with pods and the balancer's files
    ReachableManagers(Path home) {
        this.clouds = new CloudOpener(home);
    }

    @Override
    public Checkup examine(Programs.Hosted wanted, Optional<Endpoint> elsewhere) {
        return Managers.examine(clouds.config(wanted), elsewhere);
    }

    @Override
    public void writeReport(Path file, Checkup checkup) {
        Managers.writeReport(file, checkup);
    }

    @Override
    public void saveEvidence(
            CloudManager cloud, Instant from, Instant to, Optional<Path> pictures, Path file) {
        EvidenceFiles.save(cloud, from, to, pictures, file);
    }

    @Override
    public Verification verify(Path file, Optional<Path> key) {
        return EvidenceFiles.verify(file, key);
    }

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
