package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Plans round by round and carries the plans out on the model cloud; the story sets how long each
/// action takes and how it ends. The [Judge] checks every plan.
final class ModelManager {

    /// How long an action is not repeated, because its effect may not show yet.
    private static final Duration EFFECT = Duration.ofMillis(250);

    private record Doing(Action action, ModelActions effects) {}

    private record Done(Action action, Instant at) {}

    private final ModelCloud cloud;
    private final Function<CloudView, Plan> planner;
    private final ModelBackoff backoff;
    private final ModelMemory memory = new ModelMemory();
    private final Map<Subject, Doing> underWay = new HashMap<>();
    private final Map<Subject, Done> done = new HashMap<>();
    private final Log log;

    ModelManager(
            ModelCloud cloud,
            Function<CloudView, Plan> planner,
            ModelBackoff backoff,
            Map<Subject, Action> begun,
            Log log) {
        this.cloud = cloud;
        this.planner = planner;
        this.backoff = backoff;
        this.log = log;
        begun.values().forEach(this::begin);
    }

    Map<Subject, Action> underWay() {
        Map<Subject, Action> actions = new HashMap<>();
        underWay.forEach((subject, doing) -> actions.put(subject, doing.action()));
        return actions;
    }

    private void begin(Action action) {
        ModelActions effects = new ModelActions(cloud, cloud.spec, cloud.observe());
        underWay.put(action.subject(), new Doing(action, effects));
    }

    /// Ends some of the work under way, with success or failure.
    void endActions(Choices choices) {
        for (Doing doing : List.copyOf(underWay.values().stream().sorted(ORDER).toList())) {
            switch (choices.below(6)) {
                case 0, 1 -> end(doing, false, choices);
                case 2, 3 -> {}
                case 4 -> fail(doing, "it was refused");
                case 5 -> end(doing, true, choices);
                default -> throw new AssertionError();
            }
        }
    }

    private static final java.util.Comparator<Doing> ORDER =
            java.util.Comparator.comparing(doing -> doing.action().subject().text());

    private void end(Doing doing, boolean halfway, Choices choices) {
        Action action = doing.action();
        try {
            doing.effects().carryOut(action, halfway, choices);
        } catch (ModelActions.Refused e) {
            fail(doing, String.valueOf(e.getMessage()));
            return;
        }
        underWay.remove(action.subject());
        backoff.succeeded(action.subject());
        done.put(action.subject(), new Done(action, cloud.now));
        log.add(() -> "  done: " + action.describe());
    }

    private void fail(Doing doing, String why) {
        Action action = doing.action();
        underWay.remove(action.subject());
        Subject subject =
                action instanceof Action.StartNode start
                        ? new Subject.Starts(start.pod())
                        : action.subject();
        backoff.failed(subject, cloud.now);
        log.add(() -> "  failed: " + action.describe() + ": " + why);
    }

    /// Replaces the manager; work under way is finished or lost.
    void restart(Choices choices) {
        for (Doing doing : List.copyOf(underWay.values())) {
            if (choices.chance(50)) {
                end(doing, false, choices);
            }
        }
        underWay.clear();
        done.clear();
        memory.forget();
        backoff.forget();
    }

    /// One round.
    ///
    /// @param begun the work under way before the round observed the cloud
    void round(Map<Subject, Action> begun) {
        Observation seen = cloud.observe();
        memory.follow(seen, backoff, cloud.now);
        settleRemovals(seen, begun);
        CloudView view =
                CloudView.of(
                        cloud.spec, seen, begun, backoff.until(), memory.conditions(), cloud.now);
        Plan plan = planner.apply(view);
        memory.keep(view);
        done.values().removeIf(d -> cloud.now.isAfter(d.at().plus(EFFECT)));
        List<Plan.Step> fresh =
                plan.steps().stream().filter(step -> !justDone(step.action())).toList();
        fresh.forEach(step -> log.add(() -> "  plan: " + step));
        new Judge(cloud, memory, backoff, begun, view).judge(plan, fresh);
        fresh.forEach(step -> begin(step.action()));
    }

    private boolean justDone(Action action) {
        Done last = done.get(action.subject());
        return last != null && last.action().equals(action);
    }

    /// Names of removed nodes leave the spec once they are gone.
    private void settleRemovals(Observation seen, Map<Subject, Action> begun) {
        for (PodSpec pod : cloud.spec.pods().values()) {
            Set<NodeName> left = new TreeSet<>(pod.target().removing());
            left.removeIf(
                    n ->
                            !seen.containers().containsKey(n)
                                    && !begun.containsKey(new Subject.Node(n)));
            cloud.spec = cloud.spec.with(pod.withTarget(pod.target().withRemoving(left)));
        }
    }
}
