package dev.elasticcloud.manager.pods;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Checks the folder that an image is built from: only files, folders and links within it, and not
/// too many or too large. Anything that would bring files of the host into the image is refused.
public final class BuildContext {

    public static final long MOST_BYTES = 256L * 1024 * 1024;
    public static final int MOST_FILES = 10_000;

    private BuildContext() {}

    /// @throws CloudException with [ErrorCode#INVALID], which names the first fault
    public static void check(Path folder) {
        check(folder, MOST_FILES, MOST_BYTES);
    }

    static void check(Path folder, int mostFiles, long mostBytes) {
        try {
            Files.walkFileTree(folder, new Visitor(folder.toRealPath(), mostFiles, mostBytes));
        } catch (NoSuchFileException e) {
            throw refused("There is no folder %s: name an existing one".formatted(folder), e);
        } catch (IOException e) {
            throw refused("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static CloudException refused(String message, @Nullable Exception cause) {
        return new CloudException(ErrorCode.INVALID, message, cause);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final int mostFiles;
        private final long mostBytes;
        private int files;
        private long bytes;

        Visitor(Path root, int mostFiles, long mostBytes) {
            this.root = root;
            this.mostFiles = mostFiles;
            this.mostBytes = mostBytes;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isSymbolicLink()) {
                checkLink(file);
            } else if (!attributes.isRegularFile()) {
                throw refused(
                        file
                                + " is a device, a socket or a pipe: an image is built only from files and folders",
                        null);
            } else {
                bytes += attributes.size();
            }
            if (++files > mostFiles) {
                throw refused(
                        "%s contains more than %d files: keep only what the image needs there"
                                .formatted(root, mostFiles),
                        null);
            }
            if (bytes > mostBytes) {
                throw refused(
                        "%s contains more than %d MB: keep only what the image needs there"
                                .formatted(root, mostBytes / (1024 * 1024)),
                        null);
            }
            return FileVisitResult.CONTINUE;
        }

        private void checkLink(Path link) throws IOException {
            Path target = Files.readSymbolicLink(link);
            if (target.isAbsolute()) {
                throw refused(
                        "%s is a link to the absolute path %s: link within the folder, or put the file itself there"
                                .formatted(link, target),
                        null);
            }
            try {
                if (!link.toRealPath().startsWith(root)) {
                    throw refused(
                            link + " leads out of the pod's folder: put the file itself there",
                            null);
                }
            } catch (NoSuchFileException e) {
                throw refused(
                        "%s leads to %s, which does not exist: remove the link or add the file"
                                .formatted(link, target),
                        e);
            }
        }
    }
}
