package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.pods.BuildContext;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.Route;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.FileUtils;

/// Stores pod folders uploaded as a tar, plain or gzipped, each under its pod's name.
///
/// Nothing is written outside the folder: only plain files and folders with names inside it
/// are accepted, and their number and size are limited.
public final class PodUploads {

    private static final long MOST_BYTES = BuildContext.MOST_BYTES;

    /// Folders come as entries of their own.
    private static final int MOST_ENTRIES = 2 * BuildContext.MOST_FILES;

    private static final int MOST_DEPTH = 20;
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N} ._@+,=~-]{1,100}");

    private final Path home;

    /// @param home where the folders are kept
    public PodUploads(Path home) {
        this.home = home;
    }

    /// Unpacks a folder and passes it on. If it is refused, the previous folder is restored.
    public <T> T take(InputStream sent, Function<Path, T> use) throws IOException {
        Files.createDirectories(home);
        Path fresh = Files.createTempDirectory(home, ".new-");
        try {
            unpack(sent, fresh);
            Path folder = folder(fresh);
            return swapped(folder, home.resolve(name(folder).value()), use);
        } finally {
            FileUtils.deleteDirectory(fresh.toFile());
        }
    }

    private static <T> T swapped(Path fresh, Path kept, Function<Path, T> use) throws IOException {
        Path before = kept.resolveSibling(".before-" + kept.getFileName());
        FileUtils.deleteDirectory(before.toFile());
        boolean replaces = Files.isDirectory(kept);
        if (replaces) {
            Files.move(kept, before, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        try {
            return asSent(kept, () -> use.apply(kept));
        } catch (RuntimeException e) {
            FileUtils.deleteDirectory(kept.toFile());
            if (replaces) {
                Files.move(before, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        } finally {
            FileUtils.deleteDirectory(before.toFile());
        }
    }

    /// The unpacked folder itself, or the one folder in it: both ways to pack are common.
    private static Path folder(Path unpacked) throws IOException {
        if (Files.exists(unpacked.resolve("pod.yaml"))) {
            return unpacked;
        }
        try (var inside = Files.list(unpacked)) {
            return inside.filter(f -> Files.exists(f.resolve("pod.yaml")))
                    .findFirst()
                    .orElseThrow(() -> refused("It contains no pod.yaml"));
        }
    }

    private static PodName name(Path folder) throws IOException {
        Path file = folder.resolve("pod.yaml");
        if (!Files.isRegularFile(file) || Files.size(file) > Route.MAX_JSON_BYTES) {
            throw refused("Its pod.yaml is not a file of at most 1 MB");
        }
        return asSent(folder, () -> PodFolder.nameIn(folder));
    }

    /// Faults refer to the files as they were sent, not to the manager's copies.
    private static <T> T asSent(Path copy, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (CloudException e) {
            String told =
                    e.text()
                            .replace(copy + "/", "")
                            .replace(copy.toString(), "the folder that was sent");
            throw new CloudException(e.code(), told, e);
        }
    }

    private static void unpack(InputStream sent, Path into) throws IOException {
        int entries = 0;
        int files = 0;
        long left = MOST_BYTES;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain(sent))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                entries++;
                if (entries > MOST_ENTRIES) {
                    throw refused(
                            String.format(
                                    Locale.ROOT, "It has more than %,d entries", MOST_ENTRIES));
                }
                if (entry.isGlobalPaxHeader() || entry.isPaxHeader()) {
                    continue;
                }
                Path target = into.resolve(inside(entry.getName()));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    requirePlain(entry);
                    files++;
                    if (files > BuildContext.MOST_FILES) {
                        throw refused(
                                String.format(
                                        Locale.ROOT,
                                        "It has more than %,d files",
                                        BuildContext.MOST_FILES));
                    }
                    left -= write(tar, target, left);
                    setRights(target, (entry.getMode() & 0100) != 0);
                }
            }
        } catch (IllegalArgumentException | IOException e) {
            throw refused("It is not a readable tar: " + e.getMessage());
        }
        if (entries == 0) {
            throw refused("It is empty");
        }
    }

    private static InputStream plain(InputStream sent) throws IOException {
        InputStream in = new BufferedInputStream(sent);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return zipped ? new GZIPInputStream(in) : in;
    }

    private static void requirePlain(TarArchiveEntry entry) {
        boolean plain =
                entry.isFile()
                        && !entry.isSymbolicLink()
                        && !entry.isLink()
                        && !entry.isSparse()
                        && !entry.isFIFO()
                        && !entry.isCharacterDevice()
                        && !entry.isBlockDevice();
        if (!plain) {
            throw refused(
                    "'%s' is not a plain file or folder: links and devices are refused"
                            .formatted(shown(entry.getName())));
        }
    }

    private static String inside(String name) {
        String relative = name.replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
        if (relative.isEmpty() || relative.equals(".")) {
            return "";
        }
        String[] parts = relative.split("/", -1);
        boolean good = parts.length <= MOST_DEPTH;
        for (String part : parts) {
            good &= PART.matcher(part).matches() && !Set.of(".", "..").contains(part);
        }
        if (!good) {
            throw refused("'%s' is not a valid name inside the folder".formatted(shown(name)));
        }
        return relative;
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
    }

    private static long write(InputStream in, Path target, long most) throws IOException {
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.exists(target)) {
            throw refused(
                    "It contains '%s' twice".formatted(shown(target.getFileName().toString())));
        }
        long written = 0;
        byte[] buffer = new byte[64 * 1024];
        try (var out = Files.newOutputStream(target)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > most) {
                    throw Refusal.of(
                            ProblemType.TOO_LARGE,
                            String.format(
                                    Locale.ROOT,
                                    "It is larger than %,d MB when unpacked",
                                    MOST_BYTES / (1024 * 1024)));
                }
                out.write(buffer, 0, read);
            }
        }
        return written;
    }

    private static void setRights(Path file, boolean executable) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static Refusal refused(String message) {
        return Refusal.of(ProblemType.INVALID, "The folder of a pod is refused: " + message);
    }
}
