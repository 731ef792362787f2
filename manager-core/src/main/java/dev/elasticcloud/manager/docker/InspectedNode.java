package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns Docker's inspection of a container into a node.
final class InspectedNode {

    private static final Logger LOG = LoggerFactory.getLogger(InspectedNode.class);

    /// Stands for the limits of a container that was created without any.
    static final NodeLimits UNLIMITED = new NodeLimits(512, Long.MAX_VALUE, 32_768);

    private InspectedNode() {}

    /// Empty when the labels are not those that the manager gives to a node.
    static Optional<NodeContainer> of(InspectContainerResponse found, DockerNames names) {
        Map<String, String> labels =
                Objects.requireNonNullElse(found.getConfig().getLabels(), Map.of());
        try {
            PodName pod = PodName.of(labels.getOrDefault(DockerNames.POD, ""));
            NodeName node = NodeName.of(labels.getOrDefault(DockerNames.NODE, ""));
            return Optional.of(node(found, names, pod, node));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "Container {} has this cloud's label but is not one of its nodes: {}",
                    found.getName(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static NodeContainer node(
            InspectContainerResponse found, DockerNames names, PodName pod, NodeName node) {
        var state = found.getState();
        Map<String, String> labels =
                Objects.requireNonNullElse(found.getConfig().getLabels(), Map.of());
        return new NodeContainer(
                found.getId(),
                pod,
                node,
                state(state.getStatus()),
                labels.getOrDefault(DockerNames.FINGERPRINT, "unknown"),
                limits(found.getHostConfig()),
                address(found, names.network(pod)),
                instant(state.getStartedAt()),
                orZero(state.getExitCodeLong()),
                Boolean.TRUE.equals(state.getOOMKilled()));
    }

    private static NodeLimits limits(HostConfig config) {
        Long nanos = config.getNanoCPUs();
        Long memory = config.getMemory();
        Long pids = config.getPidsLimit();
        return new NodeLimits(
                nanos == null || nanos == 0 ? UNLIMITED.cpus() : nanos / 1e9,
                memory == null || memory == 0 ? UNLIMITED.memoryBytes() : memory,
                pids == null || pids <= 0 ? UNLIMITED.pids() : Math.toIntExact(pids));
    }

    private static String address(InspectContainerResponse found, String network) {
        var joined = found.getNetworkSettings().getNetworks().get(network);
        return joined == null || joined.getIpAddress() == null ? "" : joined.getIpAddress();
    }

    static NodeContainer.State state(@Nullable String status) {
        return switch (status) {
            case "created" -> NodeContainer.State.CREATED;
            case "running", "restarting" -> NodeContainer.State.RUNNING;
            case "paused" -> NodeContainer.State.FROZEN;
            case null, default -> NodeContainer.State.EXITED;
        };
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static int orZero(@Nullable Long code) {
        return code == null ? 0 : Math.toIntExact(code);
    }
}
