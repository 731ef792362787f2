package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Plays a story with a planner, then lets the cloud converge: the spec must be reached.
final class ModelRun {

    private static final int HAPPENINGS = 3;
    private static final Duration REST = Duration.ofSeconds(2);
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(70));

    private final Story story;
    private final Log log;
    private final ModelCloud cloud;
    private final ModelManager manager;
    private int rounds;

    private ModelRun(Story story, Function<CloudView, Plan> planner, Log log) {
        this.story = story;
        this.log = log;
        Beginnings beginnings = new Beginnings(new Choices(story.beginning()));
        cloud = beginnings.cloud();
        ModelBackoff backoff = new ModelBackoff();
        Map<Subject, Action> underWay = beginnings.underWay(cloud);
        beginnings.failures(cloud, backoff);
        manager = new ModelManager(cloud, planner, backoff, underWay, log);
        describe();
        underWay.values().forEach(a -> log.add(() -> "under way: " + a));
        backoff.until().keySet().forEach(s -> log.add(() -> "backs off: " + s.text()));
    }

    /// Plays a whole story; returns the number of planning rounds.
    static int play(Story story, Function<CloudView, Plan> planner) {
        try {
            return new ModelRun(story, planner, new Log(false)).play();
        } catch (AssertionError | RuntimeException e) {
            Log log = new Log(true);
            try {
                new ModelRun(story, planner, log).play();
            } catch (AssertionError | RuntimeException again) {
                throw new AssertionError(again.getMessage() + "\n" + log.text(), again);
            }
            throw new AssertionError("fails only the first time it is played", e);
        }
    }

    private int play() {
        story.turns().forEach(drawn -> turn(new Choices(drawn)));
        rest();
        return rounds;
    }

    private void turn(Choices choices) {
        log.add(() -> "turn at " + time());
        Map<Subject, Action> before = manager.underWay();
        boolean endedMeanwhile = choices.chance(25);
        for (int i = 0; i < HAPPENINGS; i++) {
            happen(choices);
        }
        cloud.now = cloud.now.plus(STEPS.get(choices.below(STEPS.size())));
        boolean probes = !choices.chance(20);
        boolean engineAnswers = !choices.chance(5);
        manager.endActions(choices);
        cloud.endLostJobs();
        if (probes) {
            cloud.probe();
        }
        if (engineAnswers) {
            round(endedMeanwhile ? before : manager.underWay());
        }
    }

    private void round(Map<Subject, Action> begun) {
        rounds++;
        manager.round(begun);
    }

    private void happen(Choices choices) {
        String what = happening(choices);
        if (!what.isEmpty()) {
            log.add(() -> "  " + what);
        }
    }

    private String happening(Choices choices) {
        return switch (choices.below(12)) {
            case 7, 8, 9, 10 -> new Owner(cloud).change(choices);
            case 11 -> {
                if (choices.chance(70)) {
                    yield "";
                }
                manager.restart(choices);
                yield "the manager was restarted";
            }
            default -> new Faults(cloud).strike(choices);
        };
    }

    private String time() {
        return Duration.between(ModelCloud.BEGINNING, cloud.now).toMillis() + " ms";
    }

    /// No more faults, and all actions succeed.
    private void rest() {
        log.add(() -> "from here on all goes well");
        describe();
        log.restBegins();
        int wanted = 0;
        for (PodSpec pod : cloud.spec.pods().values()) {
            wanted += pod.target().nodes() + pod.spares();
        }
        int most = 70 + 10 * (cloud.nodes.size() + wanted);
        int calm = 0;
        for (int i = 0; i < most && calm < 3; i++) {
            log.add(() -> "rest at " + time());
            new Faults(cloud).cease();
            manager.endActions(Choices.NONE);
            cloud.endLostJobs();
            cloud.probe();
            round(manager.underWay());
            cloud.now = cloud.now.plus(REST);
            calm = missing().isEmpty() && manager.underWay().isEmpty() ? calm + 1 : 0;
        }
        if (calm == 0) {
            throw new AssertionError("after %d rounds %s".formatted(most, missing()));
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (PodSpec pod : cloud.spec.pods().values()) {
            String lacks = new Wanted(cloud).missing(pod);
            if (!lacks.isEmpty()) {
                missing.add(pod.name() + ": " + lacks);
            }
        }
        return missing;
    }

    private void describe() {
        for (PodSpec pod : cloud.spec.pods().values()) {
            log.add(
                    () ->
                            "%s: %s, most %d, spares %d, image %s, network %s, backend %s"
                                    .formatted(
                                            pod.name(),
                                            pod.target(),
                                            pod.maxNodes(),
                                            pod.spares(),
                                            cloud.images.containsKey(pod.name()),
                                            cloud.networks.contains(pod.name()),
                                            cloud.backends.containsKey(pod.name())));
        }
        cloud.nodes.values().forEach(n -> log.add(() -> "  " + n.shown()));
        cloud.servers.values().forEach(s -> log.add(() -> "  " + s.shown()));
    }
}
