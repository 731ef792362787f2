package dev.elasticcloud.manager.model;

import java.util.List;

/// What should be done next, each action with its reason; empty when the cloud is as wanted.
public record Plan(List<Step> steps) {

    public static final Plan EMPTY = new Plan(List.of());

    public Plan {
        steps = List.copyOf(steps);
    }

    /// An action and why it is needed.
    public record Step(Action action, String reason) {
        @Override
        public String toString() {
            return action.describe() + ": " + reason;
        }
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public List<Action> actions() {
        return steps.stream().map(Step::action).toList();
    }
}
