package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.plan.Planner;
import dev.elasticcloud.manager.view.CloudView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Planners that are wrong in one way each, to show that the [Judge] detects them.
enum BrokenPlanner implements Function<CloudView, Plan> {
    STOPS_WHAT_SERVES("it is in rotation") {
        @Override
        public Plan apply(CloudView view) {
            return adding(
                    view, s -> s.serving(), s -> new Action.RemoveContainer(s.pod(), s.node()));
        }
    },
    STOPS_BEFORE_ITS_TIME("it works on jobs and has time left") {
        @Override
        public Plan apply(CloudView view) {
            return adding(
                    view,
                    s -> s.mode() == BalancerServer.Mode.DRAINING && s.running() > 0,
                    s -> new Action.RemoveContainer(s.pod(), s.node()));
        }
    },
    FREEZES_WITHOUT_DRAINING("it is in rotation") {
        @Override
        public Plan apply(CloudView view) {
            return changed(
                    view,
                    a -> a instanceof Action.Drain d ? new Action.Freeze(d.pod(), d.node()) : a);
        }
    },
    ROUTES_WITHOUT_PROBING("it has not answered its probe") {
        @Override
        public Plan apply(CloudView view) {
            return adding(
                    view,
                    s -> s.mode() == BalancerServer.Mode.DRAINING && !s.healthy(),
                    s -> new Action.Route(s.pod(), s.node()));
        }
    },
    NEVER_STARTS("is left alone although 0 of") {
        @Override
        public Plan apply(CloudView view) {
            return without(view, a -> a instanceof Action.StartNode);
        }
    },
    NEVER_STOPS("not as it should be") {
        @Override
        public Plan apply(CloudView view) {
            return without(view, a -> a instanceof Action.RemoveContainer);
        }
    },
    STARTS_TOO_MANY("would have") {
        @Override
        public Plan apply(CloudView view) {
            List<Plan.Step> steps = new ArrayList<>(Planner.plan(view).steps());
            for (int i = 50; i < 60; i++) {
                int number = i;
                Planner.plan(view).actions().stream()
                        .filter(Action.StartNode.class::isInstance)
                        .map(a -> ((Action.StartNode) a).pod())
                        .map(p -> new Action.StartNode(p, NodeName.numbered(p, number)))
                        .filter(a -> free(view, steps, a))
                        .forEach(a -> steps.add(new Plan.Step(a, "more")));
            }
            return new Plan(steps);
        }
    },
    WAKES_PAUSED_NODES("it is paused") {
        @Override
        public Plan apply(CloudView view) {
            List<Plan.Step> steps = new ArrayList<>(Planner.plan(view).steps());
            for (var pod : view.spec().pods().values()) {
                Set<NodeName> paused = pod.target().paused();
                view.seen().containersOf(pod.name()).stream()
                        .filter(c -> c.frozen() && paused.contains(c.node()))
                        .map(c -> new Action.Thaw(pod.name(), c.node()))
                        .filter(a -> free(view, steps, a))
                        .forEach(a -> steps.add(new Plan.Step(a, "wake up")));
            }
            return new Plan(steps);
        }
    },
    FORGETS_WHAT_IS_UNDER_WAY(" while ") {
        @Override
        public Plan apply(CloudView view) {
            return Planner.plan(
                    CloudView.of(
                            view.spec(),
                            view.seen(),
                            Map.of(),
                            view.blockedUntil(),
                            view.conditions(),
                            view.now()));
        }
    },
    DOES_NOT_BACK_OFF(" back") {
        @Override
        public Plan apply(CloudView view) {
            return Planner.plan(
                    CloudView.of(
                            view.spec(),
                            view.seen(),
                            view.underWay(),
                            Map.of(),
                            view.conditions(),
                            view.now()));
        }
    },
    IS_NEVER_CONTENT("and yet") {
        @Override
        public Plan apply(CloudView view) {
            Plan plan = Planner.plan(view);
            boolean busy =
                    !plan.isEmpty() || !view.underWay().isEmpty() || !view.blockedUntil().isEmpty();
            return busy
                    ? plan
                    : new Plan(List.of(new Plan.Step(new Action.ConfigureBalancer(), "again")));
        }
    };

    private final String found;

    BrokenPlanner(String found) {
        this.found = found;
    }

    /// The judge's finding.
    String found() {
        return found;
    }

    private static Plan changed(CloudView view, Function<Action, Action> change) {
        return new Plan(
                Planner.plan(view).steps().stream()
                        .map(s -> new Plan.Step(change.apply(s.action()), s.reason()))
                        .toList());
    }

    private static Plan without(CloudView view, Predicate<Action> left) {
        return new Plan(
                Planner.plan(view).steps().stream().filter(s -> !left.test(s.action())).toList());
    }

    private static Plan adding(
            CloudView view,
            Predicate<BalancerServer> which,
            Function<BalancerServer, Action> what) {
        List<Plan.Step> steps = new ArrayList<>(Planner.plan(view).steps());
        view.seen().servers().values().stream()
                .filter(which)
                .map(what)
                .filter(a -> free(view, steps, a))
                .forEach(a -> steps.add(new Plan.Step(a, "no reason")));
        return new Plan(steps);
    }

    private static boolean free(CloudView view, List<Plan.Step> steps, Action action) {
        return !view.isUnderWay(action.subject())
                && !view.blocked(action.subject())
                && steps.stream().noneMatch(s -> s.action().subject().equals(action.subject()));
    }
}
