package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.evidence.EvidenceVerifier;
import dev.elasticcloud.manager.evidence.Pictures;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import dev.elasticcloud.manager.model.record.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Evidence of what a cloud did, as files of this machine.
public final class EvidenceFiles {

    private static final int MOST_KEY_BYTES = 64 * 1024;

    private EvidenceFiles() {}

    /// Saves a cloud's evidence of a range of time.
    ///
    /// @param pictures a folder whose PNG files are added
    public static void save(
            CloudManager cloud, Instant from, Instant to, Optional<Path> pictures, Path file) {
        Optional<Pictures> added = pictures.map(Pictures::in);
        EvidenceQuery query =
                new EvidenceQuery(from, to, added.map(Pictures::listed).orElse(List.of()));
        Path target = file.toAbsolutePath();
        cloud.evidence(query, target);
        added.ifPresent(files -> files.addTo(target));
    }

    /// Verifies evidence; no manager is asked.
    ///
    /// @param key a file with the public key of the cloud that is said to have made it
    /// @throws CloudException when one of the files is not what it should be
    public static Verification verify(Path file, Optional<Path> key) {
        return EvidenceVerifier.verify(file, key.map(EvidenceFiles::text));
    }

    private static String text(Path key) {
        try {
            if (Files.size(key) > MOST_KEY_BYTES) {
                throw new CloudException(
                        ErrorCode.INVALID, "%s is too large to be a public key".formatted(key));
            }
            return Files.readString(key);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.NOT_FOUND, FileFailure.sentence(key, "be read", e), e);
        }
    }
}
