package dev.elasticcloud.manager.model.status;

import java.util.List;
import java.util.Objects;

/// What should be done next, each action with its reason; empty when the cloud is as wanted.
///
/// @param warnings of settings that it leads to and that do harm
public record Plan(List<Step> steps, List<String> warnings) {

    public static final Plan EMPTY = new Plan(List.of());

    public Plan {
        steps = List.copyOf(steps);
        // a plan from an older manager has none
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
    }

    public Plan(List<Step> steps) {
        this(steps, List.of());
    }

    /// An action and why it is needed.
    public record Step(Action action, String reason) {
        @Override
        public String toString() {
            return action.describe() + ": " + reason;
        }
    }

    public Plan withWarnings(List<String> changed) {
        return new Plan(steps, changed);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public List<Action> actions() {
        return steps.stream().map(Step::action).toList();
    }
}
