package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.pods.BuildContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Packs a pod's folder to send it to a manager.
final class FolderArchive {

    private static final int PLAIN = 0100644;
    private static final int EXECUTABLE = 0100755;

    private FolderArchive() {}

    /// Packs a folder into a temporary file, which the caller deletes.
    static Path of(Path folder) {
        if (!Files.isRegularFile(folder.resolve("pod.yaml"))) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s has no pod.yaml: name the folder of a pod".formatted(folder));
        }
        BuildContext.check(folder);
        try {
            Path archive = Files.createTempFile("pod-", ".tar.gz");
            try {
                pack(folder, archive);
                return archive;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(archive);
                throw e;
            }
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "%s cannot be read: %s".formatted(folder, e), e);
        }
    }

    private static void pack(Path folder, Path archive) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8");
                Stream<Path> inside = Files.walk(folder)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            List<Path> files = inside.filter(f -> !f.equals(folder)).sorted().toList();
            for (Path file : files) {
                add(tar, folder, file);
            }
            tar.finish();
        }
    }

    private static void add(TarArchiveOutputStream tar, Path folder, Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s is not a plain file: a remote manager accepts no links and devices"
                            .formatted(file));
        }
        String name = folder.relativize(file).toString().replace('\\', '/');
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        entry.setMode(Files.isExecutable(file) ? EXECUTABLE : PLAIN);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }
}
