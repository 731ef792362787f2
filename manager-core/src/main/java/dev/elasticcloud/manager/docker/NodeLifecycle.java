package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.spi.PortException;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// Starts, changes, freezes and removes the containers of nodes. Every call is idempotent: a node
/// already in the wanted state is left as it is.
final class NodeLifecycle {

    private static final int STOP_SECONDS = 5;
    private static final int START_ATTEMPTS = 3;

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerNetworks networks;
    private final NodeReader nodes;
    private final ContainerStatsReader usage;
    private final BooleanSupplier init;

    /// @param init whether the engine has an init program for containers
    NodeLifecycle(
            DockerEngine engine,
            DockerNames names,
            DockerNetworks networks,
            NodeReader nodes,
            ContainerStatsReader usage,
            BooleanSupplier init) {
        this.init = init;
        this.engine = engine;
        this.names = names;
        this.networks = networks;
        this.nodes = nodes;
        this.usage = usage;
    }

    /// @param created called once the container exists, before it is started
    void start(PodSpec pod, NodeName node, Runnable created) {
        engine.run("start node " + node, () -> startOrAdopt(pod, node, created));
    }

    private void startOrAdopt(PodSpec pod, NodeName node, Runnable created) {
        String name = names.container(node);
        if (pod.network() == Reach.OUTWARD) {
            networks.create(names.outwardNetwork(pod.name()), names.ofOutward(pod.name()), false);
        }
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            try {
                String id = NodeContainers.create(engine, names, pod, node, init.getAsBoolean());
                created.run();
                startCreated(pod, id);
                return;
            } catch (ConflictException e) {
                if (adopted(pod, node, name)) {
                    return;
                }
            }
        }
        throw PortException.refused(
                "Node " + node + " could not be started: its name " + name + " stays taken", null);
    }

    /// Adopts the container that holds the name if it runs; removes it if it has ended.
    private boolean adopted(PodSpec pod, NodeName node, String name) {
        InspectContainerResponse found;
        try {
            found = engine.commands().inspectContainerCmd(name).exec();
        } catch (NotFoundException e) {
            return false;
        }
        Map<String, String> labels =
                Objects.requireNonNullElse(found.getConfig().getLabels(), Map.of());
        if (!names.cloud().equals(labels.get(DockerNames.CLOUD))
                || !node.value().equals(labels.get(DockerNames.NODE))
                || !pod.name().value().equals(labels.get(DockerNames.POD))) {
            throw PortException.refused(
                    "Node %s cannot be started: container %s exists and does not belong to this pod; remove or rename it"
                            .formatted(node, name),
                    null);
        }
        return switch (Objects.requireNonNullElse(found.getState().getStatus(), "")) {
            case "running", "paused", "restarting" -> true;
            case "created" -> {
                startCreated(pod, found.getId());
                yield true;
            }
            default -> {
                removeContainer(found.getId());
                yield false;
            }
        };
    }

    private void startCreated(PodSpec pod, String id) {
        try {
            if (pod.network() == Reach.OUTWARD) {
                networks.join(names.outwardNetwork(pod.name()), id);
            }
            engine.commands().startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            // it runs already
        } catch (DockerException e) {
            removeContainer(id);
            throw e;
        }
        nodes.inspectNow(id);
    }

    void update(NodeContainer node, NodeLimits limits) {
        ContainerRules.limits(limits.nanoCpus(), limits.memoryBytes(), (long) limits.pids());
        refuseBelowUse(node, limits);
        engine.run(
                "set the limits of %s to %.2f CPU and %d MB "
                        .formatted(node.node(), limits.cpus(), limits.memoryMib()),
                () ->
                        engine.commands()
                                .updateContainerCmd(node.id())
                                .withNanoCPUs(limits.nanoCpus())
                                .withMemory(limits.memoryBytes())
                                .withMemorySwap(limits.memoryBytes())
                                .withPidsLimit((long) limits.pids())
                                .exec());
        nodes.inspectNow(node.id());
    }

    /// Engines differ in what they do with a limit below usage; some kill the node.
    private void refuseBelowUse(NodeContainer node, NodeLimits limits) {
        if (limits.memoryBytes() >= node.limits().memoryBytes()) {
            return;
        }
        long used =
                engine.call("read the memory of " + node.node(), () -> usage.memoryOf(node.id()));
        if (used >= limits.memoryBytes()) {
            throw PortException.refused(
                    "Node %s uses %d MB, so its limit cannot become %d MB: set a higher limit, or remove the node and launch another"
                            .formatted(node.node(), used / NodeLimits.MIB, limits.memoryMib()),
                    null);
        }
    }

    void freeze(NodeContainer node) {
        engine.run(
                "freeze " + node.node(),
                () ->
                        unlessSaying(
                                "already paused",
                                () -> engine.commands().pauseContainerCmd(node.id()).exec()));
    }

    void thaw(NodeContainer node) {
        engine.run("unfreeze " + node.node(), () -> unpause(node.id()));
    }

    private void unpause(String id) {
        unlessSaying("is not paused", () -> engine.commands().unpauseContainerCmd(id).exec());
    }

    private static void unlessSaying(String harmless, Runnable call) {
        try {
            call.run();
        } catch (DockerException e) {
            if (!DockerEngine.reason(e).contains(harmless)) {
                throw e;
            }
        }
    }

    void remove(NodeContainer node) {
        engine.run("remove " + node.node(), () -> stopAndRemove(node.id()));
        nodes.invalidate(node.id());
    }

    private void stopAndRemove(String id) {
        try {
            var state = engine.commands().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getPaused())) {
                unpause(id);
            }
            engine.commands().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException e) {
            // it has stopped by itself
        } catch (NotFoundException e) {
            return;
        }
        removeContainer(id);
    }

    void removeContainer(String id) {
        try {
            engine.commands().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            // it is gone already
        } catch (ConflictException e) {
            if (!DockerEngine.reason(e).contains("in progress")) {
                throw e;
            }
        }
    }
}
