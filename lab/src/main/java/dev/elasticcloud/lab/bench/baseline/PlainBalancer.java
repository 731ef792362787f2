package dev.elasticcloud.lab.bench.baseline;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.NodeContainers;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.nio.file.Path;

/// The same HAProxy image with a handwritten file, in a pod's network; a benchmark compares our
/// balancer with it.
public final class PlainBalancer implements AutoCloseable {

    private static final String INSIDE = "/etc/haproxy-plain";
    private static final ExposedPort PORT = ExposedPort.tcp(8080);
    private static final NodeLimits LIMITS = NodeLimits.of(1, 256);

    private final DockerEngine engine = new DockerEngine(null);
    private final DockerNames names;
    private final String name;

    public PlainBalancer(String cloud) {
        names = new DockerNames(cloud);
        name = "ec-" + cloud + "-plain";
    }

    /// Starts it beside the cloud's balancer.
    ///
    /// @param folder the folder with `haproxy.cfg`, which must listen on port 8080
    /// @param port the port on 127.0.0.1
    public void start(Path folder, PodName pod, int port) {
        String id =
                engine.commands()
                        .createContainerCmd(DockerNames.REPOSITORY + "haproxy:latest")
                        .withName(name)
                        .withLabels(names.ofCloud())
                        .withUser("0:0")
                        .withExposedPorts(PORT)
                        .withCmd("haproxy", "-db", "-f", INSIDE + "/haproxy.cfg")
                        .withHostConfig(
                                NodeContainers.hardened(LIMITS)
                                        .withNanoCPUs(null)
                                        .withNetworkMode(names.edgeNetwork())
                                        .withBinds(
                                                new Bind(
                                                        folder.toString(),
                                                        new Volume(INSIDE),
                                                        AccessMode.ro))
                                        .withPortBindings(
                                                new PortBinding(
                                                        Ports.Binding.bindIpAndPort(
                                                                "127.0.0.1", port),
                                                        PORT)))
                        .exec()
                        .getId();
        engine.commands()
                .connectToNetworkCmd()
                .withNetworkId(names.network(pod))
                .withContainerId(id)
                .exec();
        engine.commands().startContainerCmd(id).exec();
    }

    @Override
    public void close() {
        try {
            engine.commands().removeContainerCmd(name).withForce(true).exec();
        } catch (NotFoundException e) {
            // It was never started.
        } finally {
            engine.close();
        }
    }
}
