package dev.elasticcloud.console.fake;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Decision.Verdict;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A fixed history of 15 minutes with a large and a small wave of jobs.
final class SamplePast {

    private static final int SECONDS = 900;

    private SamplePast() {}

    private static double wave(double share) {
        return Math.exp(-square((share - 0.36) / 0.11))
                + 0.45 * Math.exp(-square((share - 0.77) / 0.05));
    }

    private static double square(double value) {
        return value * value;
    }

    static PodHistory of(PodStatus pod, Instant now, Duration window) {
        Random random = new Random(7);
        int peak = Math.max(2, pod.spec().maxNodes() / 3);
        int least = Math.max(1, pod.spec().elasticity().min());
        List<PodHistory.Point> points = new ArrayList<>();
        SortedMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        List<Decision> scalings = new ArrayList<>();
        int online = least;
        int surplus = 0;
        int reach = (int) Math.min(SECONDS, window.toSeconds());
        for (int second = SECONDS; second >= 0; second--) {
            double share = 1 - (double) second / SECONDS;
            double demand = Math.max(0, 0.4 + peak * wave(share) + random.nextGaussian() * 0.08);
            int wanted = Math.max(least, (int) Math.ceil(demand * 1.1));
            surplus = wanted < online ? surplus + 1 : 0;
            Instant at = now.minusSeconds(second);
            int before = online;
            if (wanted > online) {
                online = wanted;
            } else if (surplus > 30) {
                online = online - 1;
                surplus = 0;
            }
            if (second > reach) {
                continue;
            }
            if (online != before) {
                scalings.add(decision(pod, at, before, online));
            }
            double mean = Math.clamp(demand / online * 0.85, 0.05, 1);
            points.add(
                    new PodHistory.Point(
                            at,
                            online,
                            1,
                            demand,
                            (int) demand,
                            second < 60 ? pod.load().queued() : 0,
                            demand * 3,
                            OptionalDouble.of(mean),
                            OptionalDouble.of(0.4)));
            for (int n = 1; n <= online; n++) {
                double cpu = Math.clamp(mean + random.nextGaussian() * 0.05, 0.02, 1);
                NodeName name = NodeName.numbered(pod.name(), n);
                nodes.computeIfAbsent(name, x -> new ArrayList<>())
                        .add(new NodeUsage(pod.name(), name, at, cpu, 40_000_000, 0.4));
            }
        }
        return new PodHistory(pod.name(), points, nodes, scalings);
    }

    static List<Decision> decisions(PodStatus pod) {
        Instant now = SampleClouds.NOW;
        List<Decision> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int after = 2 + i % 3;
            all.add(decision(pod, now.minusSeconds(20L * i), 3, after));
        }
        return all;
    }

    private static Decision decision(PodStatus pod, Instant at, int before, int after) {
        Verdict verdict =
                after > before
                        ? Verdict.SCALE_UP
                        : after < before ? Verdict.SCALE_DOWN : Verdict.HOLD;
        String sentence =
                switch (verdict) {
                    case SCALE_UP -> "Added a node: 4 jobs wait and the mean is 78 % of the limit.";
                    case SCALE_DOWN -> "Removed a node: the mean is 21 %, below 30 %, for 10 s.";
                    case HOLD -> "Nothing to do: 54 % lies between 30 % and 70 %.";
                };
        return new Decision(
                pod.name(),
                at,
                at.plusSeconds(verdict == Verdict.HOLD ? 15 : 0),
                verdict,
                before,
                after,
                new Decision.Inputs(
                        before,
                        0,
                        4,
                        2,
                        3.1,
                        OptionalDouble.of(0.54),
                        OptionalDouble.of(0.4),
                        Duration.ofMillis(400)),
                List.of(
                        new Decision.Opinion(
                                "usage", after, "ceil(%d × 0.54 / 0.50)".formatted(before)),
                        new Decision.Opinion("queue", before, "no job waits longer than 1 s")),
                List.of(),
                sentence);
    }
}
