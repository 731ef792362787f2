package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The next actions, each with its reason; empty when the cloud has converged.
///
/// @param warnings of harmful settings that it leads to
/// @param pending pods with nodes that are wanted but do not fit any host
public record Plan(
        List<Step> steps,
        @AddedLater List<String> warnings,
        @AddedLater Map<PodName, Pending> pending) {

    public static final Plan EMPTY = new Plan(List.of());

    public Plan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        pending = Map.copyOf(Objects.requireNonNullElse(pending, Map.of()));
    }

    public Plan(List<Step> steps) {
        this(steps, List.of(), Map.of());
    }

    /// An action and why it is needed.
    public record Step(Action action, String reason) {
        @Override
        public String toString() {
            return action.describe() + ": " + reason;
        }
    }

    public Plan withWarnings(List<String> changed) {
        return new Plan(steps, changed, pending);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public List<Action> actions() {
        return steps.stream().map(Step::action).toList();
    }

    public Plan withPending(Map<PodName, Pending> changed) {
        return new Plan(steps, warnings, changed);
    }
}
