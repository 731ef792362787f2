package dev.elasticcloud.manager.docker.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Packs what an image is built from: the files, folders and links that `.dockerignore` leaves.
///
/// Links stay links, empty folders stay. All belong to root and have the usual modes, so that an
/// image depends neither on who cloned the folder nor on their umask. The Dockerfile is always
/// packed, because the builder reads it from the archive.
///
/// BuildKit knows an archive by its first entry, if that has no extended header: so the folder itself
/// comes first, and times are whole seconds.
final class ContextFiles extends SimpleFileVisitor<Path> {

    private static final int PLAIN = 0100644;
    private static final int EXECUTABLE = 0100755;
    private static final int FOLDER = 040755;
    private static final int LINK = 0120777;
    private static final Path DOCKERFILE = Path.of("Dockerfile");

    private final Path root;
    private final IgnoreRules ignored;
    private final TarArchiveOutputStream tar;

    /// The ignored folders above the current place, of which nothing is packed yet.
    private final Deque<Path> waiting = new ArrayDeque<>();

    ContextFiles(Path root, TarArchiveOutputStream tar) throws IOException {
        this.root = root.toRealPath();
        this.ignored = IgnoreRules.of(root);
        this.tar = tar;
    }

    void pack() throws IOException {
        Files.walkFileTree(root, this);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
            throws IOException {
        Path name = root.relativize(folder);
        if (folder.equals(root)) {
            addFolder("./", attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }
        if (!ignored.ignores(name)) {
            addWaiting();
            addFolder(nameOf(folder) + "/", attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }
        if (!ignored.hasExceptions()) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        waiting.addLast(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        waiting.removeLastOccurrence(folder);
        return super.postVisitDirectory(folder, failure);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path name = root.relativize(file);
        if (name.equals(DOCKERFILE) || !ignored.ignores(name)) {
            addWaiting();
            if (attributes.isSymbolicLink()) {
                addLink(file, attributes);
            } else if (attributes.isRegularFile()) {
                addFile(file, attributes);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    private void addWaiting() throws IOException {
        while (!waiting.isEmpty()) {
            Path folder = waiting.removeFirst();
            addFolder(nameOf(folder) + "/", Files.getLastModifiedTime(folder));
        }
    }

    private void addFolder(String name, FileTime changed) throws IOException {
        var entry = new TarArchiveEntry(name);
        begin(entry, FOLDER, changed);
        tar.closeArchiveEntry();
    }

    private void addLink(Path link, BasicFileAttributes attributes) throws IOException {
        var entry = new TarArchiveEntry(nameOf(link), TarConstants.LF_SYMLINK);
        entry.setLinkName(slashed(Files.readSymbolicLink(link)));
        begin(entry, LINK, attributes.lastModifiedTime());
        tar.closeArchiveEntry();
    }

    private void addFile(Path file, BasicFileAttributes attributes) throws IOException {
        var entry = new TarArchiveEntry(nameOf(file));
        entry.setSize(attributes.size());
        int mode = Files.isExecutable(file) ? EXECUTABLE : PLAIN;
        begin(entry, mode, attributes.lastModifiedTime());
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    private void begin(TarArchiveEntry entry, int mode, FileTime changed) throws IOException {
        entry.setMode(mode);
        entry.setModTime(changed.to(TimeUnit.SECONDS) * 1000);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        tar.putArchiveEntry(entry);
    }

    private String nameOf(Path inside) {
        return slashed(root.relativize(inside));
    }

    private static String slashed(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }
}
