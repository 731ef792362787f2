package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A manager as others tell it from themselves: by its machine and its data folder.
///
/// @param id kept in the data folder; tells a manager in a container, whose machine has another name
///     after each start
/// @param machine its name, and its id where it has one
public record ClaimHolder(String id, String machine, String folder) {

    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    /// The manager of a cloud in a data folder of this machine.
    public static ClaimHolder ofThisMachine(Path data, String cloud) {
        return new ClaimHolder(
                id(data.resolve(cloud + ".id")), machineHere(), data.toAbsolutePath().toString());
    }

    /// As [#ofThisMachine], but writes nothing: a folder that no manager has used has no id yet.
    public static ClaimHolder seenOnThisMachine(Path data, String cloud) {
        Path file = data.resolve(cloud + ".id");
        try {
            String id =
                    Files.exists(file)
                            ? Files.readString(file).strip()
                            : UUID.randomUUID().toString();
            return new ClaimHolder(id, machineHere(), data.toAbsolutePath().toString());
        } catch (IOException e) {
            throw unusable(file, "be read", e);
        }
    }

    /// On one machine a folder is one manager's, and a copy of it another's.
    public boolean isSame(ClaimHolder other) {
        return machine.equals(other.machine) ? folder.equals(other.folder) : id.equals(other.id);
    }

    private static String id(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                String fresh = UUID.randomUUID().toString();
                Files.writeString(file, fresh, StandardOpenOption.CREATE_NEW);
                return fresh;
            } catch (FileAlreadyExistsException e) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw unusable(file, "be written and read", e);
        }
    }

    private static PortException unusable(Path file, String what, IOException e) {
        return PortException.of(
                PortException.Kind.REFUSED,
                FileFailure.sentence(file, what, e),
                "choose another data folder with --data",
                e);
    }

    private static String machineHere() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            name = "localhost";
        }
        try {
            String id = Files.readString(MACHINE_ID).strip();
            return id.isEmpty() ? name : name + " (" + id + ")";
        } catch (IOException e) {
            return name;
        }
    }
}
