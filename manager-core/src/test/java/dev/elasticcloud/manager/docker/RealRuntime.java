package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import java.util.List;

/// A runtime on a real engine, with a cloud of its own that is removed when it is closed.
final class RealRuntime implements AutoCloseable {

    static final NodeName NODE = NodeName.of("light-1");

    private final String cloud = RealPods.freshCloud();
    private final DockerRuntime runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES);
    private final DockerEngine engine = new DockerEngine(null);
    private final DockerClient raw = engine.commands();

    String cloud() {
        return cloud;
    }

    DockerRuntime runtime() {
        return runtime;
    }

    DockerEngine engine() {
        return engine;
    }

    DockerClient raw() {
        return raw;
    }

    NodeContainer started() {
        runtime.buildImage(RealPods.light(), line -> {});
        runtime.createNetwork(RealPods.light().name());
        runtime.start(RealPods.light(), NODE);
        return onlyNode();
    }

    NodeContainer onlyNode() {
        return runtime.observe(List.of()).nodes().getFirst();
    }

    InspectContainerResponse inspect() {
        return raw.inspectContainerCmd("ec-" + cloud + "." + NODE).exec();
    }

    @Override
    public void close() {
        try (engine;
                runtime) {
            runtime.removeAll();
            assertThat(runtime.leftovers().none()).isTrue();
        }
    }
}
