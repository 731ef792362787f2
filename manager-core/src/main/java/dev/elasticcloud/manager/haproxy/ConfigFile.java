package dev.elasticcloud.manager.haproxy;

import com.samskivert.mustache.Template;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// HAProxy's file in the shared folder. A new one is written beside it and moved into place, so no
/// reader ever sees half a file.
final class ConfigFile {

    static final String CANDIDATE = "haproxy.cfg.new";

    private static final List<String> PROGRAMS = List.of("hold.lua", "host.lua");

    /// Of a folder that is made anew because somebody removed it.
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path current;
    private final Path candidate;
    private final Template template;
    private final Path folder;

    /// The Lua files that the file loads, by name: one version of them fits one template.
    private final Map<String, String> programs;

    ConfigFile(Path folder, Path templateFile) {
        this.folder = folder;
        current = folder.resolve("haproxy.cfg");
        candidate = folder.resolve(CANDIDATE);
        try {
            template = HaproxyConfig.template(Files.readString(templateFile));
            programs = new TreeMap<>();
            for (String name : PROGRAMS) {
                programs.put(name, Files.readString(templateFile.resolveSibling(name)));
            }
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's template "
                            + templateFile
                            + ", or a Lua file beside it, cannot be read",
                    e);
        }
    }

    /// What was written last, by this manager or an earlier one.
    HaproxyConfig read() {
        try {
            return Files.exists(current)
                    ? HaproxyConfig.read(Files.readAllLines(current))
                    : HaproxyConfig.EMPTY;
        } catch (IOException | IllegalArgumentException e) {
            throw PortException.refused(
                    "The balancer's file "
                            + current
                            + " cannot be read: remove it, and it is written again",
                    e);
        }
    }

    /// The file as HAProxy reads it; empty while there is none.
    String text() {
        try {
            return Files.exists(current) ? Files.readString(current) : "";
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's file " + FileFailure.sentence(current, "be read", e), e);
        }
    }

    /// Writes a candidate for the file.
    void propose(HaproxyConfig config) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(folder, PRIVATE);
            }
            for (Map.Entry<String, String> program : programs.entrySet()) {
                putInPlace(program.getKey(), program.getValue());
            }
            Files.writeString(candidate, config.render(template), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's file " + FileFailure.sentence(candidate, "be written", e), e);
        }
    }

    private void putInPlace(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Path beside = folder.resolve(name + ".new");
        Files.writeString(beside, text);
        move(beside, file);
    }

    /// Moves the candidate into place.
    void accept() {
        try {
            move(candidate, current);
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's file " + FileFailure.sentence(current, "be replaced", e), e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void write(HaproxyConfig config) {
        propose(config);
        accept();
    }
}
