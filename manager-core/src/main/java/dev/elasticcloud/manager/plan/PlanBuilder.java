package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;

import java.util.ArrayList;
import java.util.List;

/// Gathers a plan's steps: one on each subject, none on a subject that is being acted on or held
/// back after a failure.
final class PlanBuilder {

    private final PlanInput in;
    private final List<Plan.Step> gathered = new ArrayList<>();

    PlanBuilder(PlanInput in) {
        this.in = in;
    }

    void add(Action action, String reason) {
        String subject = action.subject();
        boolean taken =
                in.underWay().containsKey(subject)
                        || in.blocked(subject)
                        || gathered.stream().anyMatch(s -> s.action().subject().equals(subject));
        if (!taken) {
            gathered.add(new Plan.Step(action, reason));
        }
    }

    List<Plan.Step> gathered() {
        return gathered;
    }
}
