package dev.elasticcloud.manager.docker.balancer;

import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The private folder that a manager shares with its balancer, with the balancer's sockets.
public final class SocketFolder {

    private static final int LONGEST_SOCKET_PATH = 107;

    /// The length of `/haproxy.sock` and of the suffix that HAProxy adds while it creates the
    /// socket.
    private static final int LONGEST_SOCKET_NAME = "/haproxy.sock.12345678.tmp".length();

    private SocketFolder() {}

    static Path makePrivate(Path folder) {
        try {
            requireShort(folder);
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw PortException.refused(
                    FileFailure.sentence(folder, "be made the balancer's private folder", e), e);
        }
    }

    /// A unix socket's path has at most 107 bytes, whatever the file system allows.
    public static void requireShort(Path folder) {
        int longest = LONGEST_SOCKET_PATH - LONGEST_SOCKET_NAME;
        int length = folder.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > longest) {
            throw PortException.refused(
                    "The path of the balancer's folder, %s, has %d bytes, and HAProxy's sockets in it can have %d at most: choose a data folder with a shorter path, with --data"
                            .formatted(folder, length, longest),
                    null);
        }
    }
}
