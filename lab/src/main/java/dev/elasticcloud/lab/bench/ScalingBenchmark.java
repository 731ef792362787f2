package dev.elasticcloud.lab.bench;

import static dev.elasticcloud.lab.bench.BenchCloud.LIGHT;
import static dev.elasticcloud.lab.bench.BenchCloud.SOON;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Fifteen minutes on Docker: load rises, stays, bursts, falls and rests. Reports for each minute
/// why there were not more nodes and not fewer, and what other settings would have done.
final class ScalingBenchmark implements Benchmark {

    private static final Map<String, String> WORK = Map.of("repeat", "1500");
    private static final int MOST_NODES = 8;

    /// The highest steady load, in nodes of CPU use; a small machine cannot serve more.
    private static final double PLATEAU_NODES = 2.5;

    private static final int MINUTES = 15;

    /// The report of one minute.
    record Minute(
            int minute,
            String phase,
            int online,
            int wanted,
            int running,
            int queued,
            String decision,
            String whyNotMore,
            String whyNotFewer) {}

    /// The figures of one course of scaling.
    record Course(String name, double nodeHours, int changes, double unmet, double late) {
        static Course of(String name, WhatIf.Course course) {
            return new Course(
                    name, course.nodeHours(), course.changes(), course.unmet(), course.late());
        }
    }

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String about() {
        return "15 minutes on Docker, each explained, and what other settings would have" + " done";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        try (BenchCloud cloud = new BenchCloud(bench)) {
            cloud.initialise(1, 1);
            double jobSeconds = calibrate(cloud.cloud());
            cloud.apply(new Command.EnableElasticity(LIGHT, 1, MOST_NODES));
            double plateau = PLATEAU_NODES / jobSeconds;
            bench.say(
                    "a job takes %.3f s; the plateau is %.1f jobs per second", jobSeconds, plateau);
            Instant begun = cloud.cloud().snapshot().at();
            List<Minute> minutes = drive(bench, cloud, plateau);
            report(bench, cloud, begun, minutes);
        }
    }

    /// The seconds of a job alone on a node; includes the effect of the node's CPU limit.
    private static double calibrate(HostedCloud cloud) {
        int jobs = 10;
        long begun = 0;
        for (int i = -3; i < jobs; i++) {
            begun = i == 0 ? System.nanoTime() : begun;
            cloud.await(cloud.submit(new JobRequest(LIGHT, WORK)).id(), SOON);
        }
        return (System.nanoTime() - begun) / 1e9 / jobs;
    }

    private static String phase(double minute) {
        if (minute < 4) {
            return "rise";
        }
        if (minute < 7) {
            return "plateau";
        }
        if (minute < 8) {
            return "burst";
        }
        if (minute < 9) {
            return "plateau";
        }
        return minute < 12 ? "fall" : "quiet";
    }

    private static double rate(double minute, double plateau) {
        return switch (phase(minute)) {
            case "rise" -> plateau * (0.1 + 0.9 * minute / 4);
            case "plateau" -> plateau;
            case "burst" -> plateau * 1.6;
            case "fall" -> plateau * (1 - 0.95 * (minute - 9) / 3);
            default -> 0;
        };
    }

    private static List<Minute> drive(BenchContext bench, BenchCloud cloud, double plateau) {
        List<Minute> minutes = new ArrayList<>();
        long begun = System.nanoTime();
        double due = 0;
        long sent = 0;
        long before = begun;
        while (minutes.size() < MINUTES) {
            long now = System.nanoTime();
            double minute = (now - begun) / 60e9;
            due += rate(minute, plateau) * (now - before) / 1e9;
            before = now;
            while (sent < due) {
                cloud.cloud().submit(new JobRequest(LIGHT, WORK));
                sent++;
            }
            if (minute >= minutes.size() + 1) {
                Minute seen = minute(minutes.size() + 1, cloud.light());
                minutes.add(seen);
                bench.say(
                        "%2d min %-8s %d online, %d running, %d queued: %s",
                        seen.minute(),
                        seen.phase(),
                        seen.online(),
                        seen.running(),
                        seen.queued(),
                        seen.decision());
            }
            LockSupport.parkNanos(20_000_000);
        }
        return minutes;
    }

    private static Minute minute(int number, PodStatus pod) {
        Decision decision = pod.decision();
        return new Minute(
                number,
                phase(number - 0.001),
                pod.online(),
                pod.spec().target().nodes(),
                pod.load().running(),
                pod.load().queued(),
                decision == null ? "none yet" : decision.sentence(),
                decision == null ? "" : decision.whyNotMore(),
                decision == null ? "" : decision.whyNotFewer());
    }

    private static void report(
            BenchContext bench, BenchCloud cloud, Instant begun, List<Minute> minutes)
            throws Exception {
        HistoryRange range = new HistoryRange(begun, cloud.cloud().snapshot().at(), null);
        Elasticity as = cloud.light().spec().elasticity();
        PodHistory past = cloud.cloud().history(LIGHT, range);
        WhatIf same = ask(cloud, range, as);
        List<Course> courses = new ArrayList<>();
        courses.add(Course.of("happened", same.happened()));
        courses.add(Course.of("the same settings, replayed", same.otherwise()));
        same.ruleAlone().forEach(c -> courses.add(Course.of(c.name() + " alone", c)));
        courses.add(
                Course.of(
                        "thresholds of 50 and 90 %",
                        ask(cloud, range, as.withThresholds(0.5, 0.9)).otherwise()));
        courses.add(
                Course.of(
                        "a cooldown of 60 s, no forecast",
                        ask(cloud, range, patient(as)).otherwise()));
        for (Course course : courses) {
            bench.say(
                    "%-32s %.4f node-hours, %d changes, %.2f %% unmet, %.2f %% late",
                    course.name(),
                    course.nodeHours(),
                    course.changes(),
                    100 * course.unmet(),
                    100 * course.late());
        }
        List<Decision> decisions =
                cloud.cloud().decisions(LIGHT, 10_000).stream()
                        .filter(d -> !d.until().isBefore(begun))
                        .toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("minutes", minutes);
        figures.put("courses", courses);
        figures.put("nodeHoursAtMost", same.nodeHoursAtMost());
        figures.put("points", past.points().size());
        figures.put("jobs", String.valueOf(cloud.light().jobs()));
        figures.put("decisions", decisions.stream().map(ScalingBenchmark::line).toList());
        bench.leave("scaling", figures);
    }

    private static WhatIf ask(BenchCloud cloud, HistoryRange range, Elasticity elasticity) {
        return cloud.cloud().whatIf(LIGHT, new WhatIf.Question(range, elasticity, null));
    }

    private static Elasticity patient(Elasticity as) {
        return as.withScaling(
                        as.scaling()
                                .withRules(
                                        as.scaling().rules().stream()
                                                .filter(r -> !(r instanceof ScalingRule.Forecast))
                                                .toList()))
                .withCooldown(Duration.ofMinutes(1));
    }

    private static String line(Decision decision) {
        Duration serving = decision.serving();
        return "%s to %s: %s%s"
                .formatted(
                        decision.at(),
                        decision.until(),
                        decision.sentence(),
                        serving == null
                                ? ""
                                : " (first served after " + serving.toMillis() + " ms)");
    }
}
