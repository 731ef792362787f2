package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects a plan's steps: one per subject, none on a subject with an action under way or in
/// backoff.
final class PlanBuilder {

    private final CloudView cloud;
    private final List<Plan.Step> steps = new ArrayList<>();
    private final Set<Subject> taken = new HashSet<>();

    PlanBuilder(CloudView cloud) {
        this.cloud = cloud;
    }

    void add(Action action, String reason) {
        Subject subject = action.subject();
        if (!cloud.isUnderWay(subject) && !cloud.blocked(subject) && taken.add(subject)) {
            steps.add(new Plan.Step(action, reason));
        }
    }

    Plan build() {
        return new Plan(steps);
    }
}
