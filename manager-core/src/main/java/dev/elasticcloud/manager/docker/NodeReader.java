package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a cloud's nodes: one listing each time, and an inspection only of nodes that are new,
/// have changed or have not been inspected for a while.
final class NodeReader {

    private static final Logger LOG = LoggerFactory.getLogger(NodeReader.class);

    private static final Duration TRUSTED = Duration.ofSeconds(30);

    /// Pause before a container that cannot be inspected is inspected again.
    private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(2);

    /// How long a reading waits for inspections; slower ones are used by a later reading.
    private static final Duration INSPECTION_LIMIT = Duration.ofMillis(15);

    private static final Duration FIRST_INSPECTION_LIMIT = Duration.ofSeconds(20);

    private final DockerEngine engine;
    private final DockerNames names;
    private final ManagerClock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// Running containers in which a process was OOM-killed.
    private final Set<String> outOfMemory = ConcurrentHashMap.newKeySet();

    /// Inspections under way or finished whose results have not been used yet.
    private final Map<String, PendingInspection> pending = new ConcurrentHashMap<>();

    /// Whether there was an earlier reading. The first leaves no node out, however long it takes,
    /// because the caller considers a missing node gone.
    private boolean readBefore;

    /// @param read when, in steady time
    private record Known(NodeContainer node, Instant read) {

        Known outOfDate() {
            return new Known(node, Instant.EPOCH);
        }
    }

    /// Called when an inspection ends after a reading has given up waiting for it.
    private volatile Runnable onLateResult = () -> {};

    NodeReader(DockerEngine engine, DockerNames names, ManagerClock clock) {
        this.engine = engine;
        this.names = names;
        this.clock = clock;
    }

    void onLateResult(Runnable wake) {
        onLateResult = wake;
    }

    /// Marks a container for inspection by the next reading.
    void invalidate(String id) {
        pending.remove(id);
        known.computeIfPresent(id, (same, last) -> last.outOfDate());
    }

    void invalidateAll() {
        pending.clear();
        known.replaceAll((any, last) -> last.outOfDate());
    }

    /// Remembers that a process was OOM-killed: if it is not the main process, Docker reports that
    /// only once, by an event.
    void ranOutOfMemory(String id) {
        outOfMemory.add(id);
        invalidate(id);
    }

    /// Inspects a container now, however long that takes, so that the next reading includes it.
    void inspectNow(String id) {
        pending.remove(id);
        Instant now = clock.steady();
        try {
            inspect(id).ifPresent(node -> keep(node, now));
        } catch (PortException e) {
            LOG.debug("Container {} is left to the next reading", id, e);
        }
    }

    /// All nodes. A node that cannot be inspected is included with the reason.
    ///
    /// @throws PortException when the engine does not answer
    List<NodeContainer> read() {
        List<Container> nodes = listed();
        Set<String> ids = nodes.stream().map(Container::getId).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
        outOfMemory.retainAll(ids);
        pending.keySet().retainAll(ids);
        Map<String, PendingInspection> inspections = inspectAll(nodes);
        return nodes.stream().flatMap(c -> node(c, inspections).stream()).toList();
    }

    private List<Container> listed() {
        return DockerLeftovers.containers(engine, names).stream()
                .filter(ListedNode::isNode)
                .toList();
    }

    /// The pod of each node as the node's own label describes it, the newest nodes first.
    SequencedMap<NodeName, PodSpec> declared() {
        SequencedMap<NodeName, PodSpec> declared = new LinkedHashMap<>();
        for (Container container : listed()) {
            String node = container.getLabels().get(DockerNames.NODE);
            String label = container.getLabels().get(DockerNames.SPEC);
            if (node != null && label != null) {
                SpecLabel.read(label).ifPresent(pod -> declared.put(NodeName.of(node), pod));
            }
        }
        return declared;
    }

    /// A node as its inspection found it. While an inspection is delayed, a known node keeps its
    /// last seen state and a new one is left out.
    private Optional<NodeContainer> node(
            Container container, Map<String, PendingInspection> inspections) {
        PendingInspection inspection = inspections.get(container.getId());
        if (inspection != null && inspection.isDone()) {
            Optional<PortException> failure = inspection.failure();
            return failure.isPresent() ? unreadable(container, failure.get()) : inspection.result();
        }
        return Optional.ofNullable(known.get(container.getId()))
                .map(Known::node)
                .map(last -> last.sameProcess(state(container)) ? as(container, last) : last);
    }

    private static NodeContainer.State state(Container container) {
        return InspectedNode.state(container.getState());
    }

    /// A node in the state that a later listing shows.
    private static NodeContainer as(Container container, NodeContainer last) {
        return last.withState(state(container));
    }

    /// A node as the listing and the last inspection show it.
    private Optional<NodeContainer> unreadable(Container container, PortException why) {
        return Optional.ofNullable(known.get(container.getId()))
                .map(last -> as(container, last.node).withAddress(address(container)))
                .or(() -> ListedNode.of(container, names))
                .map(node -> node.withUnreadable(String.valueOf(why.getMessage())));
    }

    /// Starts an inspection of each container that needs one, and waits briefly for them. One that
    /// was already delayed is not waited for again.
    private Map<String, PendingInspection> inspectAll(List<Container> nodes) {
        Instant now = clock.steady();
        Map<String, PendingInspection> inspections = new HashMap<>();
        List<PendingInspection> begun = new ArrayList<>();
        for (Container container : nodes) {
            String id = container.getId();
            if (needsInspection(container, now)) {
                inspections.put(
                        id,
                        pending.computeIfAbsent(
                                id,
                                i -> {
                                    PendingInspection inspection =
                                            new PendingInspection(
                                                    () -> inspect(i), () -> onLateResult.run());
                                    begun.add(inspection);
                                    return inspection;
                                }));
            }
        }
        Duration limit = readBefore ? INSPECTION_LIMIT : FIRST_INSPECTION_LIMIT;
        readBefore = true;
        long deadline = System.nanoTime() + limit.toNanos();
        begun.forEach(inspection -> inspection.await(deadline));
        requireEngine(inspections);
        nodes.forEach(container -> keepResult(container, inspections.get(container.getId()), now));
        return inspections;
    }

    /// Distinguishes a container that cannot be inspected from an engine lost since the listing.
    private void requireEngine(Map<String, PendingInspection> inspections) {
        List<String> unanswered =
                inspections.entrySet().stream()
                        .filter(
                                e ->
                                        e.getValue()
                                                .failure()
                                                .map(PortException::isUnreachable)
                                                .orElse(false))
                        .map(Map.Entry::getKey)
                        .toList();
        if (unanswered.isEmpty()) {
            return;
        }
        try {
            engine.run("answer", () -> engine.commands().pingCmd().exec());
        } catch (PortException e) {
            unanswered.forEach(pending::remove);
            throw e;
        }
    }

    /// Keeps the result of an inspection, unless it was invalidated meanwhile.
    private void keepResult(
            Container container, @Nullable PendingInspection inspection, Instant now) {
        if (inspection == null
                || !inspection.isDone()
                || !pending.remove(container.getId(), inspection)) {
            return;
        }
        Optional<PortException> failure = inspection.failure();
        if (failure.isEmpty()) {
            inspection.result().ifPresent(node -> keep(node, now));
            return;
        }
        unreadable(container, failure.get()).ifPresent(node -> keepUnreadable(node, now));
    }

    private void keepUnreadable(NodeContainer node, Instant now) {
        Known last = known.put(node.id(), new Known(node, now));
        if (last == null || !last.node.unreadable().equals(node.unreadable())) {
            LOG.warn("Node {} cannot be read: {}", node.node(), node.unreadable());
        }
    }

    private String address(Container container) {
        return ListedNode.address(container, names);
    }

    private boolean needsInspection(Container container, Instant now) {
        Known last = known.get(container.getId());
        return last == null
                || !last.node.sameProcess(state(container))
                || !last.node.address().equals(address(container))
                || !last.read
                        .plus(last.node.unreadable().isEmpty() ? TRUSTED : UNREADABLE_PAUSE)
                        .isAfter(now);
    }

    private void keep(NodeContainer node, Instant now) {
        // an address comes a moment after the start; until then each reading inspects it
        boolean complete = !node.running() || !node.address().isEmpty();
        known.put(node.id(), new Known(node, complete ? now : Instant.EPOCH));
    }

    private Optional<NodeContainer> inspect(String id) {
        return engine.call(
                "inspect container " + id,
                () -> {
                    try {
                        return InspectedNode.of(
                                        engine.commands().inspectContainerCmd(id).exec(), names)
                                .map(
                                        node ->
                                                outOfMemory.contains(id)
                                                        ? node.withOutOfMemory()
                                                        : node);
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }
}
