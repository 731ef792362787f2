package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Step;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Made-up steps of the nodes that a decision added: the spares first, then new containers.
final class SampleReactions {

    private SampleReactions() {}

    /// @param seed varies the times
    static Reaction of(PodName pod, int before, int after, int spares, int seed) {
        List<Course> courses = new ArrayList<>();
        for (int number = before + 1; number <= after; number++) {
            int vary = Math.floorMod(seed * 7 + number * 3, 9);
            NodeName node = NodeName.numbered(pod, number);
            courses.add(number - before <= spares ? warm(node, vary) : cold(node, vary));
        }
        return new Reaction(millis(18 + Math.floorMod(seed, 7)), courses);
    }

    private static Course warm(NodeName node, int vary) {
        return new Course(
                node,
                Way.WARM,
                List.of(
                        step(Milestone.BEGUN, 1),
                        step(Milestone.UNFROZEN, 17 + vary),
                        step(Milestone.ROUTED, 20 + vary),
                        step(Milestone.ANSWERED, 29 + 2 * vary)));
    }

    private static Course cold(NodeName node, int vary) {
        return new Course(
                node,
                Way.COLD,
                List.of(
                        step(Milestone.BEGUN, 2),
                        step(Milestone.CREATED, 64 + vary),
                        step(Milestone.STARTED, 238 + 4 * vary),
                        step(Milestone.HEALTHY, 770 + 11 * vary),
                        step(Milestone.ROUTED, 776 + 11 * vary),
                        step(Milestone.ANSWERED, 789 + 12 * vary)));
    }

    private static Step step(Milestone milestone, long millis) {
        return new Step(milestone, millis(millis));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
