package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Container;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import java.util.List;

/// What Docker has of a cloud, its balancer's containers, networks and volumes included.
final class DockerLeftovers {

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerNetworks networks;
    private final DockerVolumes volumes;
    private final NodeLifecycle lifecycle;

    DockerLeftovers(
            DockerEngine engine,
            DockerNames names,
            DockerNetworks networks,
            DockerVolumes volumes,
            NodeLifecycle lifecycle) {
        this.engine = engine;
        this.names = names;
        this.networks = networks;
        this.volumes = volumes;
        this.lifecycle = lifecycle;
    }

    DockerRuntime.Leftovers count() {
        return new DockerRuntime.Leftovers(
                containers(engine, names).size(),
                networks.ofCloud().size(),
                volumes.ofCloud().size());
    }

    void removeAll() {
        engine.run(
                "remove all of cloud " + names.cloud(),
                () ->
                        containers(engine, names)
                                .forEach(found -> lifecycle.removeContainer(found.getId())));
        networks.ofCloud().forEach(network -> networks.remove(network.getName()));
        volumes.ofCloud().forEach(volumes::remove);
    }

    /// All containers of a cloud, in whatever state.
    static List<Container> containers(DockerEngine engine, DockerNames names) {
        return engine.call(
                "list containers",
                () ->
                        engine.commands()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(names.ofCloud())
                                .exec());
    }
}
