package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

/// Reads a cloud's nodes: one listing each time, a closer look only at those that are new, have
/// changed or were not looked at for a while.
final class NodeReader {

    private static final Logger LOG = LoggerFactory.getLogger(NodeReader.class);

    private static final Duration TRUSTED = Duration.ofSeconds(30);

    /// How long a container that cannot be inspected is left alone before the next try.
    private static final Duration UNREADABLE_REST = Duration.ofSeconds(2);

    /// How long a reading waits for looks; one that is held up is taken in by a later reading.
    private static final Duration PATIENCE = Duration.ofMillis(15);

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(20);

    private final DockerEngine engine;
    private final DockerNames names;
    private final ManagerClock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// Containers in which a process was killed for memory while they ran.
    private final Set<String> outOfMemory = ConcurrentHashMap.newKeySet();

    /// Looks that have begun and were not taken in yet.
    private final Map<String, PendingInspection> underWay = new ConcurrentHashMap<>();

    /// Whether there was a reading before. The first leaves no node out, however long it takes:
    /// whoever reads takes what is not there for gone.
    private boolean readBefore;

    /// @param read when, in steady time
    private record Known(NodeContainer node, Instant read) {

        Known outOfDate() {
            return new Known(node, Instant.EPOCH);
        }
    }

    NodeReader(DockerEngine engine, DockerNames names, ManagerClock clock) {
        this.engine = engine;
        this.names = names;
        this.clock = clock;
    }

    /// Has a container looked at closely next time; all when `id` is empty.
    void forget(String id) {
        if (id.isEmpty()) {
            underWay.clear();
            known.replaceAll((any, last) -> last.outOfDate());
        } else {
            underWay.remove(id);
            known.computeIfPresent(id, (same, last) -> last.outOfDate());
        }
    }

    /// Docker tells once, and by an event alone, that a process other than the main one was killed.
    void ranOutOfMemory(String id) {
        outOfMemory.add(id);
        forget(id);
    }

    /// Looks at a container now, however long that takes, so that the next reading has it.
    void look(String id) {
        underWay.remove(id);
        Instant now = clock.steady();
        try {
            inspect(id).ifPresent(node -> keep(node, now));
        } catch (PortException e) {
            LOG.debug("Container {} is left to the next reading", id, e);
        }
    }

    /// All nodes. One that cannot be inspected is reported with the reason, beside the others.
    ///
    /// @throws PortException when the engine does not answer
    List<NodeContainer> read() {
        List<Container> nodes = listed();
        Set<String> ids = nodes.stream().map(Container::getId).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
        outOfMemory.retainAll(ids);
        underWay.keySet().retainAll(ids);
        Map<String, PendingInspection> looks = look(nodes);
        return nodes.stream().flatMap(c -> node(c, looks).stream()).toList();
    }

    private List<Container> listed() {
        return engine.call(
                "list containers",
                () ->
                        engine
                                .commands()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(names.ofCloud())
                                .exec()
                                .stream()
                                .filter(ListedNode::isNode)
                                .toList());
    }

    /// What each node has for a label, the newest nodes first.
    SequencedMap<NodeName, String> labels(String name) {
        SequencedMap<NodeName, String> labels = new LinkedHashMap<>();
        for (Container container : listed()) {
            String node = container.getLabels().get(DockerNames.NODE);
            String label = container.getLabels().get(name);
            if (node != null && label != null) {
                labels.put(NodeName.of(node), label);
            }
        }
        return labels;
    }

    /// A node as the look at it found it. One whose look is held up stays as it was last seen, and
    /// unseen while it is new.
    private Optional<NodeContainer> node(
            Container container, Map<String, PendingInspection> looks) {
        PendingInspection look = looks.get(container.getId());
        if (look != null && look.isDone()) {
            Optional<PortException> failure = look.failure();
            return failure.isPresent() ? unreadable(container, failure.get()) : look.result();
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

    /// A node of which only the listing and what was known before tell.
    private Optional<NodeContainer> unreadable(Container container, PortException why) {
        return Optional.ofNullable(known.get(container.getId()))
                .map(last -> as(container, last.node).withAddress(address(container)))
                .or(() -> ListedNode.of(container, names))
                .map(node -> node.withUnreadable(String.valueOf(why.getMessage())));
    }

    /// Begins a look at each container that needs one, and waits a moment for those begun now;
    /// what was held up before is not waited for again.
    private Map<String, PendingInspection> look(List<Container> nodes) {
        Instant now = clock.steady();
        Map<String, PendingInspection> looks = new HashMap<>();
        List<PendingInspection> begun = new ArrayList<>();
        for (Container container : nodes) {
            String id = container.getId();
            if (needsLook(container, now)) {
                looks.put(
                        id,
                        underWay.computeIfAbsent(
                                id,
                                i -> {
                                    PendingInspection look =
                                            new PendingInspection(() -> inspect(i));
                                    begun.add(look);
                                    return look;
                                }));
            }
        }
        Duration patience = readBefore ? PATIENCE : FIRST_PATIENCE;
        readBefore = true;
        long deadline = System.nanoTime() + patience.toNanos();
        begun.forEach(look -> look.await(deadline));
        requireEngine(looks);
        nodes.forEach(container -> takeIn(container, looks.get(container.getId()), now));
        return looks;
    }

    /// Tells a container that cannot be inspected from an engine that was lost since the listing.
    private void requireEngine(Map<String, PendingInspection> looks) {
        List<String> unanswered =
                looks.entrySet().stream()
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
            unanswered.forEach(underWay::remove);
            throw e;
        }
    }

    /// Keeps what a look saw, unless it was forgotten meanwhile: then that may be no longer so.
    private void takeIn(Container container, @Nullable PendingInspection look, Instant now) {
        if (look == null || !look.isDone() || !underWay.remove(container.getId(), look)) {
            return;
        }
        Optional<PortException> failure = look.failure();
        if (failure.isEmpty()) {
            look.result().ifPresent(node -> keep(node, now));
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

    private boolean needsLook(Container container, Instant now) {
        Known last = known.get(container.getId());
        return last == null
                || !last.node.sameProcess(state(container))
                || !last.node.address().equals(address(container))
                || !last.read
                        .plus(last.node.unreadable().isEmpty() ? TRUSTED : UNREADABLE_REST)
                        .isAfter(now);
    }

    private void keep(NodeContainer node, Instant now) {
        // an address comes a moment after the start, so until then it is looked at each time
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
