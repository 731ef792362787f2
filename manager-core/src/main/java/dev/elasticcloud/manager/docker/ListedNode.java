package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Container;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads a node from Docker's listing alone, for a container that cannot be inspected. Its limits
/// and start are those of its creation; how it ended is unknown.
final class ListedNode {

    private ListedNode() {}

    static boolean isNode(Container container) {
        Map<String, String> labels = container.getLabels();
        return labels != null && labels.containsKey(DockerNames.NODE);
    }

    /// Empty when the labels are not those that the manager gives to a node.
    static Optional<NodeContainer> of(Container container, DockerNames names) {
        Map<String, String> labels = container.getLabels();
        try {
            return Optional.of(
                    new NodeContainer(
                            container.getId(),
                            PodName.of(labels.getOrDefault(DockerNames.POD, "")),
                            NodeName.of(labels.getOrDefault(DockerNames.NODE, "")),
                            InspectedNode.state(container.getState()),
                            labels.getOrDefault(DockerNames.FINGERPRINT, "unknown"),
                            limits(labels),
                            address(container, names),
                            Instant.ofEpochSecond(
                                    Objects.requireNonNullElse(container.getCreated(), 0L)),
                            0,
                            false));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static NodeLimits limits(Map<String, String> labels) {
        return SpecLabel.read(labels.getOrDefault(DockerNames.SPEC, ""))
                .map(PodSpec::limits)
                .orElse(InspectedNode.UNLIMITED);
    }

    /// The container's address in its pod's network; empty when it has none. A listing always shows
    /// it as it is now, whereas no event tells that a node lost its network.
    static String address(Container container, DockerNames names) {
        var settings = container.getNetworkSettings();
        String pod = container.getLabels().get(DockerNames.POD);
        if (settings == null || pod == null) {
            return "";
        }
        var joined = settings.getNetworks().get(names.networkOf(pod));
        return joined == null ? "" : Objects.requireNonNullElse(joined.getIpAddress(), "");
    }
}
