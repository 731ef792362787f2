package dev.elasticcloud.manager.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Reads how the disk of a folder is mounted, where the system shows that (Linux).
public final class MountOptions {

    private static final Path TABLE = Path.of("/proc/self/mounts");

    private MountOptions() {}

    /// Whether programs and libraries in a folder cannot be run, because its disk is mounted so.
    public static boolean forbidsExecution(Path folder) {
        try {
            return Files.exists(TABLE) && forbidsExecution(folder, Files.readAllLines(TABLE));
        } catch (IOException e) {
            return false;
        }
    }

    /// @param table lines of device, mount point, kind and options; the last line for a place counts
    public static boolean forbidsExecution(Path folder, List<String> table) {
        Path wanted = real(folder);
        Path longest = null;
        boolean forbidden = false;
        for (String line : table) {
            String[] columns = line.split(" ", -1);
            if (columns.length < 4) {
                continue;
            }
            Path place = Path.of(columns[1].replace("\\040", " ").replace("\\011", "\t"));
            boolean nearer = longest == null || place.getNameCount() >= longest.getNameCount();
            if (wanted.startsWith(place) && nearer) {
                longest = place;
                forbidden = Arrays.asList(columns[3].split(",", -1)).contains("noexec");
            }
        }
        return forbidden;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
