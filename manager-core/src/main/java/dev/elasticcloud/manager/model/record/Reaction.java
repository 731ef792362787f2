package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a decision that added nodes was carried out, step by step. All times are measured by steady
/// time. A step that was not reached is absent.
///
/// @param waited how long the first job in the queue had waited when the decision was made; absent
///     when no job waited
/// @param nodes the nodes it added, in the order in which they came
public record Reaction(@Nullable Duration waited, List<Course> nodes) {

    public Reaction {
        nodes = List.copyOf(nodes);
    }

    /// Where an added node comes from.
    public enum Way {
        /// A frozen spare was unfrozen.
        WARM,
        /// A container was created.
        COLD,
        /// A draining node went back into rotation.
        RETURNED
    }

    /// What an added node reached, in the order of a start.
    public enum Milestone {
        /// The manager began to call the runtime for it.
        BEGUN,
        /// Its container exists.
        CREATED,
        /// The runtime has started its program.
        STARTED,
        UNFROZEN,
        /// It answers the balancer's probes.
        HEALTHY,
        /// The balancer has it in rotation.
        ROUTED,
        /// The balancer has sent it a first request. Read once per round, so it may be up to half a
        /// second late.
        SENT,
        /// It has answered a first job of the manager.
        ANSWERED
    }

    /// A milestone and when it was reached.
    ///
    /// @param after since the decision
    public record Step(Milestone milestone, Duration after) {}

    /// The way of one node into service.
    ///
    /// @param steps in the order in which they were reached. Those of a start that had begun before
    ///     the decision are absent
    public record Course(NodeName node, Way way, List<Step> steps) {

        public Course {
            steps = List.copyOf(steps);
        }

        public Optional<Duration> after(Milestone milestone) {
            return steps.stream()
                    .filter(step -> step.milestone() == milestone)
                    .map(Step::after)
                    .findFirst();
        }

        /// The same course with one more step; a milestone already reached stays as it is.
        public Course with(Milestone milestone, Duration after) {
            if (after(milestone).isPresent()) {
                return this;
            }
            int place = 0;
            while (place < steps.size() && steps.get(place).after().compareTo(after) <= 0) {
                place++;
            }
            List<Step> more = new ArrayList<>(steps);
            more.add(place, new Step(milestone, after));
            return new Course(node, way, more);
        }
    }

    /// The time from the first waiting job, or from the decision if none waited, to a node's last
    /// step; absent before its first.
    public Optional<Duration> total(Course course) {
        return course.steps().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Objects.requireNonNullElse(waited, Duration.ZERO)
                                .plus(course.steps().getLast().after()));
    }
}
