package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.ManagerClock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Reads a cloud's nodes: one listing each time, a closer look only at those that are new, have
/// changed or were not looked at for a while.
final class NodeReader {

    private static final Duration TRUSTED = Duration.ofSeconds(30);

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
        inspect(id).ifPresent(node -> keep(node, now));
    }

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
                                .filter(NodeReader::isNode)
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

    private static boolean isNode(Container container) {
        Map<String, String> labels = container.getLabels();
        return labels != null && labels.containsKey(DockerNames.NODE);
    }

    /// A node as the look at it found it. One whose look is held up stays as it was last seen, and
    /// unseen while it is new.
    private Optional<NodeContainer> node(
            Container container, Map<String, PendingInspection> looks) {
        PendingInspection look = looks.get(container.getId());
        if (look != null && look.isDone()) {
            return look.result();
        }
        NodeContainer.State state = InspectedNode.state(container.getState());
        return Optional.ofNullable(known.get(container.getId()))
                .map(Known::node)
                .map(last -> last.sameProcess(state) ? last.withState(state) : last);
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
        looks.forEach((id, look) -> takeIn(id, look, now));
        return looks;
    }

    /// Keeps what a look saw, unless it was forgotten meanwhile: then that may be no longer so.
    private void takeIn(String id, PendingInspection look, Instant now) {
        if (look.isDone() && underWay.remove(id, look)) {
            look.result().ifPresent(node -> keep(node, now));
        }
    }

    /// As every listing shows it; no event tells of a node when its network is taken from it.
    private String address(Container container) {
        var settings = container.getNetworkSettings();
        String pod = container.getLabels().get(DockerNames.POD);
        if (settings == null || pod == null) {
            return "";
        }
        var joined = settings.getNetworks().get(names.networkOf(pod));
        return joined == null ? "" : Objects.requireNonNullElse(joined.getIpAddress(), "");
    }

    private boolean needsLook(Container container, Instant now) {
        Known last = known.get(container.getId());
        return last == null
                || !last.node.sameProcess(InspectedNode.state(container.getState()))
                || !last.node.address().equals(address(container))
                || !last.read.plus(TRUSTED).isAfter(now);
    }

    private void keep(NodeContainer node, Instant now) {
        // an address comes a moment after the start
        if (!node.running() || !node.address().isEmpty()) {
            known.put(node.id(), new Known(node, now));
        }
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
