package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file by which this user's own console and commands find a running manager and get access:
/// whoever can read the user's files may do what the user may. It is valid for one run of the
/// manager.
final class EndpointFile {

    private static final ModelJson JSON = new ModelJson();

    private final Path file;

    EndpointFile(Path data, String cloud) {
        this.file = data.resolve(cloud + ".endpoint");
    }

    void write(Endpoint endpoint) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, ownerOnly());
            Files.write(fresh, JSON.bytes(endpoint));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be written", e), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// Where the running manager is; none when none seems to run.
    Optional<Endpoint> read() {
        try {
            return Optional.of(JSON.read(Files.readAllBytes(file), Endpoint.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JsonException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "%s cannot be read: %s. Start the manager again"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be removed", e), e);
        }
    }
}
