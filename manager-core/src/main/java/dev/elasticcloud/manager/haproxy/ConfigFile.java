package dev.elasticcloud.manager.haproxy;

import com.samskivert.mustache.Template;

import dev.elasticcloud.manager.spi.PortException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// HAProxy's file in the shared folder. A new one is written beside it and moved into place, so no
/// reader ever sees half a file.
final class ConfigFile {

    static final String CANDIDATE = "haproxy.cfg.new";

    private final Path current;
    private final Path candidate;
    private final Template template;

    ConfigFile(Path folder, Path templateFile) {
        current = folder.resolve("haproxy.cfg");
        candidate = folder.resolve(CANDIDATE);
        try {
            template = HaproxyConfig.template(Files.readString(templateFile));
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's template " + templateFile + " cannot be read", e);
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
                            + " cannot be read: remove it, and it is written anew",
                    e);
        }
    }

    /// Writes a candidate for the file.
    void propose(HaproxyConfig config) {
        try {
            Files.writeString(candidate, config.render(template), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's file " + candidate + " cannot be written", e);
        }
    }

    /// Moves the candidate into place.
    void accept() {
        try {
            Files.move(
                    candidate,
                    current,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's file " + current + " cannot be replaced", e);
        }
    }

    void write(HaproxyConfig config) {
        propose(config);
        accept();
    }
}
