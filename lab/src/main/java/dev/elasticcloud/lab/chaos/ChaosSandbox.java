package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.lab.chaos.docker.DockerCli;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The folders of a chaos run: a copy of what the manager reads, so that faults can damage it, and
/// a data folder, on a small separate disk if possible, so that it can be filled.
///
/// @param ownDisk whether the data folder is on a separate disk
record ChaosSandbox(Path folder, Path home, Path data, boolean ownDisk) implements AutoCloseable {

    private static final Duration MOUNTED = Duration.ofSeconds(10);
    private static final int DISK_MB = 48;

    static final String SINGLE = "single";

    static ChaosSandbox lay(Path home) throws IOException {
        Path folder = Files.createTempDirectory("ec-chaos");
        Path copy = folder.resolve("home");
        for (String part : List.of("pod-dockerfiles", "haproxy")) {
            copy(home.resolve(part), copy.resolve(part));
        }
        Path data = Files.createDirectory(folder.resolve("data"));
        ChaosSandbox laid = new ChaosSandbox(folder, copy, data, mount(data));
        resource("logback.xml", laid.logging());
        return laid;
    }

    private static boolean mount(Path data) {
        try {
            DockerCli.program(
                    MOUNTED,
                    List.of(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=" + DISK_MB + "m",
                            "ec-chaos",
                            data.toString()));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    Path balancer(String cloud) {
        return data.resolve(cloud + "-balancer");
    }

    /// The logging configuration of the manager under test.
    Path logging() {
        return folder.resolve("logback.xml");
    }

    private static void resource(String name, Path to) throws IOException {
        try (InputStream in = ChaosSandbox.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Creates a pod's folder with the program that fails on demand.
    ///
    /// @param start how it starts: `crash`, `slow`, `single` for a program that does one thing at a
    ///     time and has a minute for it, or normally when empty
    Path faulty(String name, String start) throws IOException {
        Path pod = Files.createDirectories(folder.resolve("own").resolve(name));
        for (String file : List.of("Dockerfile", "faulty.py", "pod.yaml")) {
            resource("faulty/" + file, pod.resolve(file));
        }
        Path declaration = pod.resolve("pod.yaml");
        String text = Files.readString(declaration).replace("name: faulty", "name: " + name);
        if (start.equals(SINGLE)) {
            text = text.replace("slots: 2", "slots: 1").replace("timeout: 8s", "timeout: 60s");
        }
        Files.writeString(declaration, text);
        Files.writeString(pod.resolve("start"), start);
        return pod;
    }

    @Override
    public void close() throws IOException {
        if (ownDisk) {
            DockerCli.program(MOUNTED, List.of("umount", data.toString()));
        }
        remove(folder);
    }

    /// Removes a folder and all that is in it.
    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
