package dev.elasticcloud.manager.doctor;

import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.docker.balancer.SocketFolder;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.files.MountOptions;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this machine can run a manager: its Java, its clock, and the folder for the cloud's data.
final class MachineChecks {

    private static final Logger LOG = LoggerFactory.getLogger(MachineChecks.class);

    private static final int JAVA = 25;
    static final String DATA = "Data folder";
    private static final String DISK = "Disk";
    private static final long LITTLE = 1024L * 1024 * 1024;
    private static final long TOO_LITTLE = 64L * 1024 * 1024;

    /// This software did not exist before.
    private static final Instant BEGUN = Instant.parse("2025-01-01T00:00:00Z");

    private final Doctor.Patient patient;
    private final InstantSource clock;

    MachineChecks(Doctor.Patient patient, InstantSource clock) {
        this.patient = patient;
        this.clock = clock;
    }

    Finding java() {
        return java(Runtime.version());
    }

    static Finding java(Runtime.Version version) {
        String text = version + " in " + System.getProperty("java.home");
        return version.feature() < JAVA
                ? Finding.fault(
                        "JDK",
                        text,
                        "install JDK 25 or newer, such as from https://adoptium.net, and point"
                                + " JAVA_HOME at it")
                : Finding.ok("JDK", text);
    }

    Finding clock() {
        Instant now = clock.instant();
        return now.isBefore(BEGUN)
                ? Finding.fault(
                        "Clock",
                        "this machine believes that it is " + now,
                        "set the clock, best by NTP: timedatectl set-ntp true")
                : Finding.ok("Clock", now.toString());
    }

    /// A folder that was missing is missing afterwards too.
    List<Finding> dataFolder() {
        Path folder = patient.data().toAbsolutePath().normalize();
        List<Path> missing = missing(folder);
        try {
            return dataFolder(folder);
        } finally {
            missing.forEach(MachineChecks::removeEmpty);
        }
    }

    /// The folder and those above it that are not there, the deepest first.
    private static List<Path> missing(Path folder) {
        return Stream.iterate(folder, path -> path != null, Path::getParent)
                .takeWhile(Files::notExists)
                .toList();
    }

    private static void removeEmpty(Path made) {
        try {
            Files.deleteIfExists(made);
        } catch (IOException e) {
            LOG.debug("{} stays: somebody uses it by now, or nobody may remove it", made, e);
        }
    }

    private List<Finding> dataFolder(Path folder) {
        List<Finding> findings = new ArrayList<>();
        Finding unusable = unusable(folder);
        if (unusable != null) {
            return List.of(unusable);
        }
        findings.add(
                MountOptions.forbidsExecution(folder)
                        ? Finding.warning(
                                DATA,
                                folder
                                        + " is on a disk mounted with noexec: SQLite's library is"
                                        + " unpacked among the temporary files instead",
                                "choose a folder on another disk with --data")
                        : Finding.ok(DATA, folder.toString()));
        findings.add(disk(folder));
        return findings;
    }

    /// Tries what the store does: makes the folder, writes a file there and removes it.
    private @Nullable Finding unusable(Path folder) {
        try {
            SocketFolder.requireShort(folder.resolve(patient.cloud() + "-balancer"));
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "doctor", ".tmp");
            try {
                Files.writeString(probe, "a line");
            } finally {
                Files.delete(probe);
            }
            return null;
        } catch (IOException e) {
            return Finding.fault(
                    DATA,
                    FileFailure.sentence(folder, "be written to", e),
                    "choose another with --data, or mend this one");
        } catch (PortException e) {
            return Finding.fault(
                    DATA, String.valueOf(e.getMessage()), "choose a shorter path with --data");
        }
    }

    private static Finding disk(Path folder) {
        try {
            return disk(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Finding.warning(
                    DISK, FileFailure.sentence(folder, "be asked for free space", e), "see 'df'");
        }
    }

    static Finding disk(Path folder, long free) {
        String text = "%d MB are free in %s".formatted(free / (1024 * 1024), folder);
        if (free < TOO_LITTLE) {
            return Finding.fault(DISK, text, "make room: jobs are not recorded on a full disk");
        }
        return free < LITTLE
                ? Finding.warning(
                        DISK, text, "make room: 'docker system df' shows what Docker holds")
                : Finding.ok(DISK, text);
    }
}
