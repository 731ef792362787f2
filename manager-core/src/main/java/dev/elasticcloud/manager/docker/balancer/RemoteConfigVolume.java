package dev.elasticcloud.manager.docker.balancer;

import dev.elasticcloud.manager.docker.DockerVolumes;
import dev.elasticcloud.manager.docker.connection.ContainerProgram;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.PortException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// The balancer's shared folder when the balancer runs on another machine: a volume there that
/// receives every change of the local folder, and a program in the balancer's container that talks
/// to the sockets in it.
///
/// It needs no open port: everything goes through the connection to Docker.
final class RemoteConfigVolume implements BalancerHost.Relay {

    /// The files that HAProxy reads.
    private static final List<String> FILES =
            List.of("hold.lua", "host.lua", "haproxy.cfg", "haproxy.cfg.new");

    private static final String ASK = "/usr/local/bin/ask-socket";

    private final DockerEngine engine;
    private final DockerVolumes volumes;
    private final String container;
    private final String volume;
    private final Path localFolder;
    private final String mountPoint;
    private final Map<String, byte[]> copied = new HashMap<>();

    /// @param localFolder the folder on this machine
    /// @param mountPoint where the volume is mounted in the container
    RemoteConfigVolume(
            DockerEngine engine,
            DockerVolumes volumes,
            String container,
            Path localFolder,
            String mountPoint) {
        this.engine = engine;
        this.volumes = volumes;
        this.container = container;
        this.volume = container;
        this.localFolder = localFolder;
        this.mountPoint = mountPoint;
    }

    String volume() {
        return volume;
    }

    void createVolume(Map<String, String> labels) {
        volumes.create(volume, labels);
    }

    void removeVolume() {
        volumes.remove(volume);
    }

    /// Copies the folder and all its files into a new container.
    synchronized void copyAll() {
        copied.clear();
        copy(true);
    }

    /// Copies what has changed since the last copy.
    synchronized void copyChanges() {
        copy(false);
    }

    private void copy(boolean withFolder) {
        Map<String, byte[]> changed = new HashMap<>();
        for (String file : FILES) {
            byte[] content = read(file);
            if (content.length > 0 && !Arrays.equals(content, copied.get(file))) {
                changed.put(file, content);
            }
        }
        if (changed.isEmpty() && !withFolder) {
            return;
        }
        byte[] archive = archive(changed, withFolder);
        engine.run(
                "copy the balancer's file",
                () ->
                        engine.commands()
                                .copyArchiveToContainerCmd(container)
                                .withRemotePath(mountPoint)
                                .withTarInputStream(new ByteArrayInputStream(archive))
                                .exec());
        copied.putAll(changed);
    }

    private byte[] read(String file) {
        Path path = localFolder.resolve(file);
        try {
            return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        } catch (IOException e) {
            throw PortException.refused("The balancer's file " + path + " cannot be read", e);
        }
    }

    private byte[] archive(Map<String, byte[]> files, boolean withFolder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            if (withFolder) {
                tar.putArchiveEntry(owned(new TarArchiveEntry("./"), 0700));
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = owned(new TarArchiveEntry(file.getKey()), 0600);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's folder " + localFolder + " cannot be packed", e);
        }
        return bytes.toByteArray();
    }

    private TarArchiveEntry owned(TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setIds(
                (int) Files.getAttribute(localFolder, "unix:uid"),
                (int) Files.getAttribute(localFolder, "unix:gid"));
        return entry;
    }

    @Override
    public String send(String socket, Duration timeout, String commands) {
        copyChanges();
        ContainerProgram.Ending ending =
                new ContainerProgram(engine, container)
                        .run(
                                timeout.plus(timeout),
                                "perl",
                                ASK,
                                mountPoint + "/" + socket,
                                String.valueOf(Math.max(1, timeout.toSeconds())),
                                commands);
        if (!Objects.equals(ending.code(), 0L)) {
            throw PortException.unreachable(
                    "HAProxy does not answer at %s in %s (%s)"
                            .formatted(socket, container, ending.output().strip()),
                    null);
        }
        return ending.output();
    }
}
