package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records of a sample cloud: events, changes by people, and node logs.
final class SampleRecords {

    /// How long a spare takes from its start until it is frozen.
    private static final Duration WARMING = Duration.ofSeconds(2);

    private static final int LINES = 60;

    private final Instant at;
    private final List<CloudEvent> events = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();

    SampleRecords(Instant at, Map<PodName, PodStory> stories) {
        this.at = at;
        if (stories.isEmpty()) {
            return;
        }
        stories.forEach(
                (pod, story) -> story.tellChanges((t, node, came) -> add(pod, t, node, came)));
        add(7_190, CloudEvent.Severity.INFO, CloudEvent.Kind.MANAGER, null, "The manager started");
        PodName first = stories.keySet().iterator().next();
        add(
                7_100,
                CloudEvent.Severity.INFO,
                CloudEvent.Kind.COMMAND,
                first,
                "Owner: initialise %s with 2 nodes".formatted(first));
        add(
                2_400,
                CloudEvent.Severity.INFO,
                CloudEvent.Kind.COMMAND,
                first,
                "Owner: set the thresholds of %s to 30 %% and 70 %%".formatted(first));
        add(
                1_260,
                CloudEvent.Severity.WARNING,
                CloudEvent.Kind.ACTION,
                first,
                "Start of %s-3 failed: exited with code 137; the next try is in 8 s"
                        .formatted(first));
        add(
                640,
                CloudEvent.Severity.ERROR,
                CloudEvent.Kind.BALANCER,
                null,
                "The balancer did not answer for 3 s; it was started again");
        number();
        addChanges(first);
    }

    private void add(PodName pod, Instant time, NodeName node, boolean came) {
        CloudEvent.Kind kind = CloudEvent.Kind.NODE;
        CloudEvent.Severity info = CloudEvent.Severity.INFO;
        if (came) {
            events.add(event(time.minusMillis(900), info, kind, pod, node, "starting"));
            events.add(event(time, info, kind, pod, node, "online (was starting)"));
        } else {
            events.add(event(time, info, kind, pod, node, "draining (was online)"));
        }
    }

    /// Adds events for how each node that does not serve came into its state.
    void addStates(CloudSnapshot snapshot) {
        for (PodStatus pod : snapshot.podsBySize()) {
            for (NodeStatus node : pod.nodes()) {
                String was =
                        switch (node.state()) {
                            case STARTING -> "starting";
                            case SPARE -> "spare (was starting)";
                            case DRAINING -> "draining (was online)";
                            case PAUSED -> "paused (was online)";
                            case FAILED -> "failed (was online): " + node.detail();
                            case ONLINE, REGISTERED -> "";
                        };
                if (node.state() == NodeState.SPARE) {
                    events.add(
                            event(
                                    node.since().minus(WARMING),
                                    CloudEvent.Severity.INFO,
                                    CloudEvent.Kind.NODE,
                                    pod.name(),
                                    node.node(),
                                    "starting"));
                }
                if (!was.isEmpty()) {
                    events.add(
                            event(
                                    node.since(),
                                    node.state() == NodeState.FAILED
                                            ? CloudEvent.Severity.WARNING
                                            : CloudEvent.Severity.INFO,
                                    CloudEvent.Kind.NODE,
                                    pod.name(),
                                    node.node(),
                                    was));
                }
            }
        }
        number();
    }

    private void number() {
        events.sort(Comparator.comparing(CloudEvent::at));
        for (int i = 0; i < events.size(); i++) {
            events.set(i, events.get(i).withId(i + 1L));
        }
    }

    private static CloudEvent event(
            Instant time,
            CloudEvent.Severity severity,
            CloudEvent.Kind kind,
            PodName pod,
            NodeName node,
            String is) {
        return new CloudEvent(
                0, time, severity, kind, pod, node, "Node %s is %s".formatted(node, is));
    }

    private void add(
            long ago,
            CloudEvent.Severity severity,
            CloudEvent.Kind kind,
            @Nullable PodName pod,
            String message) {
        events.add(new CloudEvent(0, at.minusSeconds(ago), severity, kind, pod, null, message));
    }

    private void addChanges(PodName pod) {
        String[][] made = {
            {"ana", "PATCH /v1/pods/" + pod, "{\"slots\":4}", "{\"slots\":6}"},
            {"ana", "POST /v1/pods/" + pod + "/nodes", "", ""},
            {"ci", "POST /v1/jobs", "", ""},
            {"tom", "PATCH /v1/host-policy", "{\"overcommit\":1.2}", "{\"overcommit\":1.5}"}
        };
        for (int i = 0; i < made.length; i++) {
            String[] one = made[i];
            audit.add(
                    new AuditEntry(
                            made.length - i,
                            at.minusSeconds(200L + 510L * i),
                            one[0],
                            one[0].equals("ci") ? Role.USER : Role.OWNER,
                            "127.0.0.1",
                            "r-%04d".formatted(1_000 + i),
                            one[1],
                            one[2],
                            one[3]));
        }
    }

    /// Newest first.
    List<CloudEvent> events(EventQuery query) {
        return events.reversed().stream()
                .filter(e -> query.pod() == null || query.pod().equals(e.pod()))
                .filter(
                        e ->
                                query.severities().isEmpty()
                                        || query.severities().contains(e.severity()))
                .filter(e -> query.since() == null || !e.at().isBefore(query.since()))
                .filter(e -> e.id() > query.afterId())
                .limit(query.most())
                .toList();
    }

    /// Newest first.
    List<AuditEntry> audit(long before, int most) {
        return audit.stream().filter(entry -> entry.id() < before).limit(most).toList();
    }

    /// Oldest first.
    List<LogLine> log(NodeName node, int tail) {
        List<LogLine> lines = new ArrayList<>();
        for (int i = LINES - 1; i >= 0; i--) {
            boolean error = i % 23 == 7;
            String text =
                    error
                            ? "slow answer: %d ms for one job".formatted(1_400 + 13 * i)
                            : "POST /run 200 %d ms job-%05d".formatted(62 + i * 7 % 90, 40_200 - i);
            lines.add(new LogLine(at.minusMillis(i * 730L + node.value().length()), error, text));
        }
        return lines.subList(Math.max(0, lines.size() - tail), lines.size());
    }
}
