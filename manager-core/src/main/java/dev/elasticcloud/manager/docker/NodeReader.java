package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import dev.elasticcloud.manager.model.NodeContainer;
import dev.elasticcloud.manager.model.NodeLimits;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a cloud's nodes: one listing each time, a closer look only at those that are new, have
/// changed or were not looked at for a while.
final class NodeReader {

    private static final Duration TRUSTED = Duration.ofSeconds(30);
    private static final int UNLIMITED_PIDS = 32_768;

    private final DockerEngine engine;
    private final DockerNames names;
    private final InstantSource clock = Clock.systemUTC();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(NodeContainer node, Instant read) {}

    NodeReader(DockerEngine engine, DockerNames names) {
        this.engine = engine;
        this.names = names;
    }

    /// Has a container looked at closely next time; all when `id` is empty.
    void forget(String id) {
        if (id.isEmpty()) {
            known.clear();
        } else {
            known.remove(id);
        }
    }

    List<NodeContainer> read() {
        List<Container> listed =
                engine.call(
                        "list containers",
                        () ->
                                engine.commands()
                                        .listContainersCmd()
                                        .withShowAll(true)
                                        .withLabelFilter(names.ofCloud())
                                        .exec());
        List<Container> nodes =
                listed.stream().filter(c -> label(c, DockerNames.NODE) != null).toList();
        known.keySet().retainAll(nodes.stream().map(Container::getId).collect(Collectors.toSet()));
        return nodes.stream().map(this::node).flatMap(Optional::stream).toList();
    }

    private Optional<NodeContainer> node(Container container) {
        Instant now = clock.instant();
        Known last = known.get(container.getId());
        if (last != null
                && last.node.state() == state(container.getState())
                && last.read.plus(TRUSTED).isAfter(now)) {
            return Optional.of(last.node);
        }
        Optional<NodeContainer> read = inspect(container);
        // an address comes a moment after the start
        read.filter(node -> !node.running() || !node.address().isEmpty())
                .ifPresent(node -> known.put(node.id(), new Known(node, now)));
        return read;
    }

    private Optional<NodeContainer> inspect(Container container) {
        String id = container.getId();
        return engine.call(
                "inspect container " + id,
                () -> {
                    try {
                        InspectContainerResponse found =
                                engine.commands().inspectContainerCmd(id).exec();
                        return Optional.of(node(container, found));
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    private NodeContainer node(Container container, InspectContainerResponse found) {
        PodName pod = PodName.of(required(label(container, DockerNames.POD)));
        var state = found.getState();
        return new NodeContainer(
                container.getId(),
                pod,
                NodeName.of(required(label(container, DockerNames.NODE))),
                state(state.getStatus()),
                required(label(container, DockerNames.FINGERPRINT)),
                limits(found.getHostConfig()),
                address(found, pod),
                instant(state.getStartedAt()),
                orZero(state.getExitCodeLong()),
                Boolean.TRUE.equals(state.getOOMKilled()));
    }

    private static NodeLimits limits(HostConfig config) {
        Long nanos = config.getNanoCPUs();
        Long memory = config.getMemory();
        Long pids = config.getPidsLimit();
        return new NodeLimits(
                nanos == null || nanos == 0 ? 512 : nanos / 1e9,
                memory == null || memory == 0 ? Long.MAX_VALUE : memory,
                pids == null || pids <= 0 ? UNLIMITED_PIDS : Math.toIntExact(pids));
    }

    private String address(InspectContainerResponse found, PodName pod) {
        var network = found.getNetworkSettings().getNetworks().get(names.network(pod));
        return network == null || network.getIpAddress() == null ? "" : network.getIpAddress();
    }

    private static NodeContainer.State state(@Nullable String status) {
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

    private static @Nullable String label(Container container, String key) {
        Map<String, String> labels = container.getLabels();
        return labels == null ? null : labels.get(key);
    }

    private static String required(@Nullable String label) {
        return Objects.requireNonNullElse(label, "unknown");
    }
}
