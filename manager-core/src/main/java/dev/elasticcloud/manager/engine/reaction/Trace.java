package dev.elasticcloud.manager.engine.reaction;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One decision that added nodes, followed until all of them have answered a job. All times are
/// steady time.
final class Trace {

    /// How long a decision is followed.
    static final Duration FOLLOWED = Duration.ofMinutes(2);

    /// How often a decision under way is stored at most.
    private static final Duration PACE = Duration.ofMillis(500);

    private final Instant decidedAt;
    private final @Nullable Duration waited;
    private final int added;
    private final Map<NodeName, Course> courses = new LinkedHashMap<>();

    /// Requests that each node had got before it was added.
    private final Map<NodeName, Long> servedBefore = new LinkedHashMap<>();

    /// Nodes that went without having served; others come in their place.
    private final Set<NodeName> lost = new HashSet<>();

    private Decision decision;
    private Instant recordedAt;
    private boolean changed;

    Trace(Decision decision, Instant decidedAt, @Nullable Duration waited) {
        this.decidedAt = decidedAt;
        this.waited = waited;
        this.added = decision.wanted() - decision.nodes();
        this.decision = decision.withReaction(new Reaction(waited, List.of()));
        this.recordedAt = decidedAt;
    }

    Decision decision() {
        return decision;
    }

    boolean has(NodeName node) {
        return courses.containsKey(node) && !lost.contains(node);
    }

    /// Whether more nodes are to come.
    boolean lacksNodes() {
        return courses.size() - lost.size() < added;
    }

    void add(NodeName node, Way way) {
        lost.remove(node);
        courses.put(node, new Course(node, way, List.of()));
        update();
    }

    void reached(NodeName node, Milestone milestone, Instant at) {
        Course course = courses.get(node);
        if (course == null) {
            return;
        }
        Duration after = Duration.between(decidedAt, at);
        Course more = course.with(milestone, after.isNegative() ? Duration.ZERO : after);
        if (more != course) {
            courses.put(node, more);
            update();
        }
    }

    void served(Duration taken) {
        decision = decision.withServing(taken);
        changed = true;
        recordedAt = decidedAt;
    }

    private void update() {
        decision = decision.withReaction(new Reaction(waited, List.copyOf(courses.values())));
        changed = true;
    }

    /// Takes what this round sees of the nodes.
    void see(PodView pod, Instant now) {
        for (Course course : List.copyOf(courses.values())) {
            NodeName name = course.node();
            NodeView node = pod.node(name).orElse(null);
            boolean routed = course.after(Milestone.ROUTED).isPresent();
            if (node == null || node.container() == null && !node.coming()) {
                boolean existed = course.after(Milestone.CREATED).isPresent();
                if (existed && !routed) {
                    lost.add(name);
                }
                continue;
            }
            if (node.server() != null) {
                servedBefore.putIfAbsent(name, node.server().served());
            }
            boolean started = course.after(Milestone.STARTED).isPresent();
            if (course.way() == Way.COLD && !routed && started && node.answers()) {
                reached(name, Milestone.HEALTHY, now);
            }
            if (node.online()) {
                reached(name, Milestone.ROUTED, now);
                if (node.server() != null
                        && node.server().served() > servedBefore.getOrDefault(name, 0L)) {
                    reached(name, Milestone.SENT, now);
                }
            }
        }
    }

    /// The nodes whose first answer has not come yet.
    List<NodeName> unanswered() {
        List<NodeName> waitedFor = new ArrayList<>();
        for (Course course : courses.values()) {
            if (!lost.contains(course.node()) && course.after(Milestone.ANSWERED).isEmpty()) {
                waitedFor.add(course.node());
            }
        }
        return waitedFor;
    }

    /// Whether nothing more is to come.
    boolean complete(Instant now) {
        return !lacksNodes() && unanswered().isEmpty() || now.isAfter(decidedAt.plus(FOLLOWED));
    }

    /// Whether it should be stored now; counts as stored then.
    ///
    /// @param last whether it is not followed any longer
    boolean takeDue(Instant now, boolean last) {
        boolean due = changed && (last || !now.isBefore(recordedAt.plus(PACE)));
        if (due) {
            changed = false;
            recordedAt = now;
        }
        return due;
    }
}
