package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.record.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Opens managers for commands.
public interface ManagerAccess {

    /// The manager at an endpoint; the caller closes it.
    CloudManager connect(Endpoint endpoint);

    /// Where the manager of a cloud on this machine answers, if it runs.
    Optional<Endpoint> running(LocalCloud cloud);

    /// Examines where a cloud runs or is to run.
    ///
    /// @param elsewhere its manager when that is not on this machine
    Checkup examine(Programs.Hosted wanted, Optional<Endpoint> elsewhere);

    /// Writes a checkup into a ZIP file without secrets.
    void writeReport(Path file, Checkup checkup);

    /// Saves a cloud's evidence of a range of time.
    ///
    /// @param pictures a folder whose PNG files are added
    void saveEvidence(
            CloudManager cloud, Instant from, Instant to, Optional<Path> pictures, Path file);

    /// Verifies evidence; no manager is asked.
    ///
    /// @param key a file with the cloud's public key
    Verification verify(Path file, Optional<Path> key);

    /// The tokens of a cloud on this machine, whether its manager runs or not; the caller closes
    /// them.
    Tokens tokens(LocalCloud cloud);
}
