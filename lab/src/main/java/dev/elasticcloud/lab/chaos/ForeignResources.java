package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.lab.chaos.docker.DockerCli;
import java.util.ArrayList;
import java.util.List;

/// A container and a network that do not belong to the cloud and must never change.
final class ForeignResources implements AutoCloseable {

    private static final String CONTAINER = "{{.Id}} {{.State.StartedAt}} {{.State.Status}}";
    private static final String NETWORK = "{{.Id}} {{.Created}} {{len .Containers}}";

    private final DockerCli docker;
    private final String name;
    private String container;
    private String network;

    /// @param image any local image with `sleep`
    ForeignResources(DockerCli docker, String cloud, String image) {
        this.docker = docker;
        this.name = "foreign-" + cloud;
        docker.run("network", "create", name);
        docker.run("run", "-d", "--network", name, "--name", name, image, "sleep", "86400");
        container = container();
        network = network();
    }

    private String container() {
        return docker.run("inspect", "-f", CONTAINER, name);
    }

    private String network() {
        return docker.run("network", "inspect", "-f", NETWORK, name);
    }

    /// Starts the container again after a restart of Docker, which stops all containers.
    void restart() {
        docker.run("start", name);
        container = container();
        network = network();
    }

    /// E: the changes found.
    List<String> changes() {
        List<String> changes = new ArrayList<>();
        try {
            if (!container().equals(container)) {
                changes.add(
                        "E: a foreign container was %s and is %s"
                                .formatted(container, container()));
            }
            if (!network().equals(network)) {
                changes.add("E: a foreign network was %s and is %s".formatted(network, network()));
            }
        } catch (IllegalStateException e) {
            changes.add("E: a foreign resource is gone: " + e.getMessage());
        }
        return changes;
    }

    @Override
    public void close() {
        docker.run("rm", "-f", "-v", name);
        docker.run("network", "rm", name);
    }
}
