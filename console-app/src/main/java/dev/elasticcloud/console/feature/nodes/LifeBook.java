package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.console.connection.RecordClient.Past;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lives of all nodes over the last [LifeLine#STEPS] steps of time: read once from the
/// manager's history and events, then continued from each snapshot.
final class LifeBook {

    private static final int STEPS = LifeLine.STEPS;

    /// A gap of up to this many steps between snapshots is filled with the last values; a longer
    /// one is unknown.
    private static final int BRIDGED = 3;

    private static final Pattern STATE =
            Pattern.compile("Node \\S+ is ([a-z]+)(?: \\(was ([a-z]+)\\))?.*", Pattern.DOTALL);

    private final long stepMillis;
    private final Map<PodName, Map<NodeName, LifeLine>> pods = new LinkedHashMap<>();
    private long head;

    private LifeBook(long stepMillis, Instant now) {
        this.stepMillis = stepMillis;
        this.head = Math.floorDiv(now.toEpochMilli(), stepMillis);
    }

    /// A book without history.
    static LifeBook empty(LifeRange range, Instant now) {
        return new LifeBook(range.step(STEPS).toMillis(), now);
    }

    /// Reads the history up to a snapshot, and that snapshot.
    static LifeBook read(LifeRange range, Past past, CloudSnapshot now) {
        LifeBook book = empty(range, now.at());
        Map<NodeName, List<CloudEvent>> events = new TreeMap<>();
        for (CloudEvent event : past.events()) {
            NodeName node = event.node();
            if (event.kind() == CloudEvent.Kind.NODE && node != null && event.pod() != null) {
                events.computeIfAbsent(node, n -> new ArrayList<>()).add(event);
            }
        }
        Map<NodeName, NodeStatus> present = new TreeMap<>();
        now.pods().values().forEach(p -> p.nodes().forEach(n -> present.put(n.node(), n)));
        for (PodHistory pod : past.pods()) {
            Set<NodeName> names = new HashSet<>(pod.nodes().keySet());
            events.forEach(
                    (node, its) -> {
                        if (pod.pod().equals(its.getFirst().pod())) {
                            names.add(node);
                        }
                    });
            now.pod(pod.pod()).ifPresent(p -> p.nodes().forEach(n -> names.add(n.node())));
            for (NodeName name : names) {
                book.readNode(
                        book.line(pod.pod(), name),
                        events.getOrDefault(name, List.of()),
                        pod.nodes().getOrDefault(name, List.of()),
                        Optional.ofNullable(present.get(name)));
            }
        }
        book.follow(now);
        return book;
    }

    private void readNode(
            LifeLine line,
            List<CloudEvent> events,
            List<NodeUsage> usage,
            Optional<NodeStatus> present) {
        long last = present.isPresent() ? head : lastSeen(events, usage);
        LifePhase phase =
                events.isEmpty()
                        ? present.map(n -> LifePhase.of(n.state())).orElse(LifePhase.UNKNOWN)
                        : before(events.getFirst());
        long begin = events.isEmpty() ? firstSeen(usage, present) : oldest();
        int next = 0;
        long gone = Long.MAX_VALUE;
        for (long step = Math.max(begin, oldest()); step <= last; step++) {
            while (next < events.size() && step(events.get(next).at()) <= step) {
                CloudEvent event = events.get(next++);
                phase = after(event).orElse(phase);
                boolean goes = phase == LifePhase.DRAINING;
                boolean stillThere = next == events.size() && present.isPresent();
                gone =
                        goes && !stillThere
                                ? goneFrom(step(event.at()), next, events, usage)
                                : Long.MAX_VALUE;
            }
            LifePhase known = phase == LifePhase.ONLINE ? LifePhase.UNKNOWN : phase;
            line.set(step, step >= gone ? LifePhase.ABSENT : known);
        }
        for (NodeUsage sample : usage) {
            long step = step(sample.at());
            if (step < oldest() || step > head) {
                continue;
            }
            LifePhase known = line.phase(step);
            if (known == LifePhase.UNKNOWN || known == LifePhase.ABSENT) {
                // Samples may be slightly more than a step apart.
                line.set(step, LifePhase.ONLINE, (float) sample.cpuShare());
                if (step < head && line.phase(step + 1) == LifePhase.UNKNOWN) {
                    line.set(step + 1, LifePhase.ONLINE, (float) sample.cpuShare());
                }
            } else if (known == LifePhase.ONLINE) {
                line.set(step, LifePhase.ONLINE, (float) sample.cpuShare());
            }
        }
    }

    /// The step from which a drained node no longer exists: there is no event for it, but it has
    /// no samples, and another node may get its name later.
    private long goneFrom(long drained, int next, List<CloudEvent> events, List<NodeUsage> usage) {
        if (usage.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long until = next < events.size() ? step(events.get(next).at()) : Long.MAX_VALUE;
        long last = drained;
        for (NodeUsage sample : usage) {
            long step = step(sample.at());
            if (step > last && step < until) {
                last = step;
            }
        }
        return last + BRIDGED;
    }

    /// For a node without events in the range, only the start of its current state is known.
    private long firstSeen(List<NodeUsage> usage, Optional<NodeStatus> present) {
        long sampled = usage.isEmpty() ? head + 1 : step(usage.getFirst().at());
        return Math.min(sampled, present.map(n -> step(n.since())).orElse(head + 1));
    }

    private long lastSeen(List<CloudEvent> events, List<NodeUsage> usage) {
        long event = events.isEmpty() ? oldest() - 1 : step(events.getLast().at());
        long sample = usage.isEmpty() ? oldest() - 1 : step(usage.getLast().at());
        return Math.min(head, Math.max(event, sample));
    }

    private static LifePhase before(CloudEvent first) {
        Matcher match = STATE.matcher(first.message());
        return match.matches() && match.group(2) != null
                ? LifePhase.named(match.group(2)).orElse(LifePhase.ABSENT)
                : LifePhase.ABSENT;
    }

    private static Optional<LifePhase> after(CloudEvent event) {
        Matcher match = STATE.matcher(event.message());
        return match.matches() ? LifePhase.named(match.group(1)) : Optional.empty();
    }

    private LifeLine line(PodName pod, NodeName node) {
        return pods.computeIfAbsent(pod, p -> new TreeMap<>())
                .computeIfAbsent(node, n -> new LifeLine(pod, n));
    }

    /// Continues all lives with a snapshot.
    void follow(CloudSnapshot snapshot) {
        long now = step(snapshot.at());
        if (now < head - STEPS) {
            return;
        }
        if (now > head) {
            advance(now);
        }
        for (PodStatus pod : snapshot.podsBySize()) {
            pods.computeIfAbsent(pod.name(), p -> new TreeMap<>());
            for (NodeStatus node : pod.nodes()) {
                LifePhase phase = LifePhase.of(node.state());
                if (phase == LifePhase.ABSENT) {
                    continue;
                }
                double cpu = node.cpuShare().orElse(Double.NaN);
                boolean unsampled = phase == LifePhase.ONLINE && Double.isNaN(cpu);
                line(pod.name(), node.node())
                        .set(head, unsampled ? LifePhase.UNKNOWN : phase, (float) cpu);
            }
        }
        pods.values().forEach(lines -> lines.values().removeIf(l -> !l.lived(oldest(), head)));
    }

    private void advance(long now) {
        long before = head;
        boolean bridged = now - before <= BRIDGED;
        for (Map<NodeName, LifeLine> lines : pods.values()) {
            for (LifeLine line : lines.values()) {
                LifePhase phase = line.phase(before);
                float cpu = line.cpu(before);
                for (long step = Math.max(before + 1, now - STEPS + 1); step <= now; step++) {
                    line.clear(step);
                    if (step < now && phase != LifePhase.ABSENT) {
                        line.set(
                                step,
                                bridged ? phase : LifePhase.UNKNOWN,
                                bridged ? cpu : Float.NaN);
                    }
                }
            }
        }
        head = now;
    }

    /// The pods in order of their nodes' size, each with its lives in order of their names.
    Map<PodName, List<LifeLine>> lines() {
        Map<PodName, List<LifeLine>> all = new LinkedHashMap<>();
        pods.forEach((pod, lines) -> all.put(pod, List.copyOf(lines.values())));
        return all;
    }

    Optional<LifeLine> line(NodeName node) {
        return pods.values().stream()
                .filter(lines -> lines.containsKey(node))
                .map(lines -> lines.get(node))
                .findFirst();
    }

    long step(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), stepMillis);
    }

    Instant begin(long step) {
        return Instant.ofEpochMilli(step * stepMillis);
    }

    long oldest() {
        return head - STEPS + 1;
    }

    long newest() {
        return head;
    }
}
