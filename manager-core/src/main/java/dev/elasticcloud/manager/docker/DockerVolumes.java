package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The volumes of a cloud: the balancer's folder when it runs on another machine.
public final class DockerVolumes {

    private static final Logger LOG = LoggerFactory.getLogger(DockerVolumes.class);

    private final DockerEngine engine;
    private final DockerNames names;

    public DockerVolumes(DockerEngine engine, DockerNames names) {
        this.engine = engine;
        this.names = names;
    }

    public void create(String name, Map<String, String> labels) {
        engine.run(
                "create volume " + name,
                () -> engine.commands().createVolumeCmd().withName(name).withLabels(labels).exec());
    }

    /// The labels of a volume; empty when there is no such volume.
    Optional<Map<String, String>> labels(String name) {
        return engine.call(
                "inspect volume " + name,
                () -> {
                    try {
                        Map<String, String> labels =
                                engine.commands().inspectVolumeCmd(name).exec().getLabels();
                        return Optional.of(labels == null ? Map.of() : labels);
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /// The names of all volumes of this cloud.
    List<String> ofCloud() {
        return engine.call(
                "list volumes",
                () ->
                        engine
                                .commands()
                                .listVolumesCmd()
                                .withFilter("label", List.of(names.labelOfCloud()))
                                .exec()
                                .getVolumes()
                                .stream()
                                .map(InspectVolumeResponse::getName)
                                .toList());
    }

    /// Removes a volume unless it is gone, or still used by a container that could not be removed.
    public void remove(String name) {
        engine.run(
                "remove volume " + name,
                () -> {
                    try {
                        engine.commands().removeVolumeCmd(name).exec();
                    } catch (NotFoundException | ConflictException e) {
                        LOG.debug("Volume {} is gone, or still in use: {}", name, e.getMessage());
                    }
                });
    }
}
