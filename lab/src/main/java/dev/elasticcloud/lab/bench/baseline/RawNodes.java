package dev.elasticcloud.lab.bench.baseline;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.elasticcloud.manager.docker.DockerImages;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.DockerNetworks;
import dev.elasticcloud.manager.docker.NodeContainers;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The minimum cost of a node: the Engine's own calls and a first answer, without manager and
/// balancer. Benchmarks compare the manager with it. Works where this host reaches container
/// addresses, as on Linux.
public final class RawNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 500_000;

    private final DockerEngine engine = new DockerEngine(null);
    private final DockerNames names;
    private final DockerNetworks networks;

    /// @param cloud the cloud whose labels the containers carry, so that they are removed with it
    public RawNodes(String cloud) {
        names = new DockerNames(cloud);
        networks = new DockerNetworks(engine, names);
    }

    /// Creates the pod's network; required before its first node.
    public void prepare(PodName pod) {
        networks.create(names.network(pod), names.ofPod(pod), true);
    }

    /// Creates and starts a container as the manager does, and waits for its first good answer.
    public String start(PodSpec pod, NodeName node) {
        String id = NodeContainers.create(engine, names, pod, node, false);
        engine.commands().startContainerCmd(id).exec();
        firstAnswer(id, pod);
        return id;
    }

    /// Creates and starts a container of the pod's image that only sleeps.
    public String startAsleep(PodSpec pod, NodeName node) {
        String id =
                engine.commands()
                        .createContainerCmd(DockerImages.reference(pod))
                        .withName(names.container(node))
                        .withLabels(names.ofNode(pod, node))
                        .withCmd("sleep", "300")
                        .withHostConfig(
                                NodeContainers.hardened(pod.limits())
                                        .withNetworkMode(names.network(pod.name())))
                        .exec()
                        .getId();
        engine.commands().startContainerCmd(id).exec();
        return id;
    }

    public void freeze(String id) {
        engine.commands().pauseContainerCmd(id).exec();
    }

    /// Unfreezes a container and waits for its first good answer.
    public void thaw(String id, InetSocketAddress address, PodSpec pod) {
        engine.commands().unpauseContainerCmd(id).exec();
        if (!answers(address, pod)) {
            throw PortException.refused("Container " + id + " did not answer when unfrozen", null);
        }
    }

    public InetSocketAddress address(String id, PodSpec pod) {
        var network =
                engine.commands()
                        .inspectContainerCmd(id)
                        .exec()
                        .getNetworkSettings()
                        .getNetworks()
                        .get(names.network(pod.name()));
        if (network == null) {
            throw PortException.refused("Container " + id + " has no address", null);
        }
        return new InetSocketAddress(network.getIpAddress(), pod.port());
    }

    private void firstAnswer(String id, PodSpec pod) {
        InetSocketAddress address = address(id, pod);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(address, pod)) {
            if (System.nanoTime() > deadline) {
                throw PortException.refused("Container " + id + " never answered", null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean answers(InetSocketAddress address, PodSpec pod) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2_000);
            socket.setSoTimeout(5_000);
            String request =
                    "GET %s HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n"
                            .formatted(pod.health());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    public void remove(String id) {
        try {
            engine.commands().removeContainerCmd(id).withForce(true).exec();
        } catch (NotFoundException e) {
            // It is gone already.
        }
    }

    public void cleanUp(PodName pod) {
        networks.remove(names.network(pod));
    }

    @Override
    public void close() {
        engine.close();
    }
}
