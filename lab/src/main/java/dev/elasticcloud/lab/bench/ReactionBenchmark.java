package dev.elasticcloud.lab.bench;

import static dev.elasticcloud.lab.bench.BenchCloud.LIGHT;
import static dev.elasticcloud.lab.bench.BenchCloud.SOON;

import dev.elasticcloud.lab.bench.baseline.RawNodes;
import dev.elasticcloud.lab.bench.measure.MachineSpeed;
import dev.elasticcloud.lab.bench.measure.Percentiles;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures how soon an added node answers after a burst on a full pod, with and without a spare,
/// compared with the bare Engine calls in the same run.
final class ReactionBenchmark implements Benchmark {

    private static final int TIMES = 30;
    private static final Duration QUIET = Duration.ofMinutes(3);

    /// The job of a full node: a text repeated so often that the job lasts until a node has been
    /// added.
    private static final String SENTENCE =
            "The wind turned in the evening and the boats came home one after another, their lamps"
                    + " low. ";

    private static final int SENTENCES_AT_FIRST = 6;
    private static final int MOST_SENTENCES = 96;
    private static final Map<String, String> SHORT = Map.of("repeat", "1", "text", "Ready?");
    private static final int TRIES = 20;

    /// A node whose cancelled jobs still compute is not idle yet.
    private static final double QUIET_SHARE = 0.3;

    /// One reaction, in nanoseconds since the first job that had to wait.
    private record Reaction(long decided, long served) {}

    /// The figures written as JSON.
    ///
    /// @param machineLoopsPerSecond how fast the machine was, by a bare loop
    /// @param longJobSentences the length of a full node's jobs on this machine
    record Figures(
            double machineLoopsPerSecond,
            int longJobSentences,
            Percentiles warm,
            Percentiles cold,
            Percentiles warmDecision,
            Percentiles coldDecision,
            Percentiles bareWarm,
            Percentiles bareCold,
            double ratioWarm,
            double ratioCold) {}

    private int sentences = SENTENCES_AT_FIRST;

    @Override
    public String name() {
        return "reaction";
    }

    @Override
    public String about() {
        return "time from a burst on a full pod to an added node's answer, compared with bare"
                + " Engine calls";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        double speed = MachineSpeed.loopsPerSecond();
        List<Long> bareWarm = new ArrayList<>();
        List<Long> bareCold = new ArrayList<>();
        List<Reaction> warm = new ArrayList<>();
        List<Reaction> cold = new ArrayList<>();
        try (BenchCloud cloud = new BenchCloud(bench)) {
            cloud.initialise(1, 1);
            makeElastic(cloud);
            bench.say("Warm: %d bursts with a spare, each followed by a bare unfreeze", TIMES);
            try (RawNodes raw = new RawNodes(cloud.name() + "-raw")) {
                Bare bare = new Bare(raw, cloud.light().spec());
                try (bare) {
                    for (int i = 0; i < TIMES; i++) {
                        bareWarm.add(bare.warm());
                        warm.add(reaction(cloud));
                    }
                    cloud.apply(new Command.SetSpares(LIGHT, 0));
                    bench.say(
                            "Cold: %d bursts without a spare, each followed by a bare start",
                            TIMES);
                    for (int i = 0; i < TIMES; i++) {
                        bareCold.add(bare.cold());
                        cold.add(reaction(cloud));
                    }
                }
            }
        }
        Figures figures = figures(speed, warm, cold, bareWarm, bareCold);
        bench.say(
                "machine: %.0f million turns of a bare loop a second; jobs of a full node: %d"
                        + " sentences",
                speed / 1e6, sentences);
        bench.say("first waiting job to decision, warm   %s", figures.warmDecision());
        bench.say("first waiting job to answer, warm     %s", figures.warm());
        bench.say("bare unfreeze to first answer         %s", figures.bareWarm());
        bench.say("first waiting job to decision, cold   %s", figures.coldDecision());
        bench.say("first waiting job to answer, cold     %s", figures.cold());
        bench.say("bare create, start to first answer    %s", figures.bareCold());
        bench.say(
                "ratio of medians: warm %.2f, cold %.2f", figures.ratioWarm(), figures.ratioCold());
        bench.leave(name(), figures);
    }

    private Figures figures(
            double speed,
            List<Reaction> warm,
            List<Reaction> cold,
            List<Long> bareWarm,
            List<Long> bareCold) {
        Percentiles w = Percentiles.ofNanos(warm.stream().map(Reaction::served).toList());
        Percentiles c = Percentiles.ofNanos(cold.stream().map(Reaction::served).toList());
        Percentiles bw = Percentiles.ofNanos(bareWarm);
        Percentiles bc = Percentiles.ofNanos(bareCold);
        return new Figures(
                speed,
                sentences,
                w,
                c,
                Percentiles.ofNanos(warm.stream().map(Reaction::decided).toList()),
                Percentiles.ofNanos(cold.stream().map(Reaction::decided).toList()),
                bw,
                bc,
                Math.round(w.p50() / bw.p50() * 100) / 100.0,
                Math.round(c.p50() / bc.p50() * 100) / 100.0);
    }

    /// Rules without the forecast, which would learn to keep a second node for repeated bursts.
    private static void makeElastic(BenchCloud cloud) {
        cloud.cloud()
                .submit(
                        new Command.SetScaling(
                                LIGHT,
                                Scaling.DEFAULT.withRules(
                                        Scaling.DEFAULT.rules().stream()
                                                .filter(r -> !(r instanceof ScalingRule.Forecast))
                                                .toList())));
        cloud.cloud().submit(new Command.SetCooldown(LIGHT, Duration.ofSeconds(1)));
        cloud.cloud().submit(new Command.SetThresholds(LIGHT, 0.5, 1));
        cloud.apply(new Command.EnableElasticity(LIGHT, 1, 2));
    }

    /// A burst onto one full node. If the full node is free again before another has come, its jobs
    /// are made longer: on a slow machine a start takes as long as many jobs.
    private Reaction reaction(BenchCloud bench) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            awaitOneQuietNode(bench);
            Reaction reaction = attempt(bench);
            if (reaction != null) {
                return reaction;
            }
            sentences = Math.min(MOST_SENTENCES, sentences + sentences / 2);
        }
        throw new IllegalStateException("No burst met a full pod in " + TRIES + " tries");
    }

    private @Nullable Reaction attempt(BenchCloud bench) {
        HostedCloud cloud = bench.cloud();
        PodStatus before = bench.light();
        Set<NodeName> online = online(before);
        Map<String, String> longJob = Map.of("repeat", "2000", "text", SENTENCE.repeat(sentences));
        List<Job> full = new ArrayList<>();
        for (int i = 0; i < before.spec().slots(); i++) {
            full.add(cloud.submit(new JobRequest(LIGHT, longJob)));
        }
        long begun = System.nanoTime();
        Job waits = cloud.submit(new JobRequest(LIGHT, SHORT));
        Job done = cloud.await(waits.id(), SOON);
        long served = System.nanoTime() - begun;
        for (Job job : full) {
            if (!cloud.job(job.id()).state().isFinal()) {
                cloud.cancel(job.id());
            }
        }
        boolean added = !online.contains(NodeName.of(done.node()));
        if (done.state() != JobState.COMPLETED || !added) {
            return null;
        }
        long decided =
                cloud.decisions(LIGHT, 20).stream()
                        .filter(d -> d.verdict() == Decision.Verdict.SCALE_UP)
                        .filter(d -> !d.at().isBefore(done.acceptedAt()))
                        .reduce((newer, older) -> older)
                        .map(d -> Duration.between(done.acceptedAt(), d.at()).toNanos())
                        .orElse(0L);
        return new Reaction(decided, served);
    }

    private static Set<NodeName> online(PodStatus pod) {
        return pod.nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .map(n -> n.node())
                .collect(Collectors.toSet());
    }

    private static void awaitOneQuietNode(BenchCloud bench) {
        bench.cloud()
                .await(
                        snapshot -> {
                            PodStatus pod = snapshot.pod(LIGHT).orElseThrow();
                            return pod.online() == 1
                                    && pod.nodes().size() == 1 + pod.spec().spares()
                                    && pod.count(NodeState.SPARE) == pod.spec().spares()
                                    && pod.load().running() + pod.load().queued() == 0
                                    && pod.nodes().stream()
                                            .allMatch(n -> n.cpuShare().orElse(0) < QUIET_SHARE);
                        },
                        QUIET);
    }

    /// Measures the same image with the Engine's calls alone.
    private static final class Bare implements AutoCloseable {

        private final RawNodes raw;
        private final PodSpec pod;
        private final String frozen;
        private int count;

        Bare(RawNodes raw, PodSpec pod) {
            this.raw = raw;
            this.pod = pod;
            raw.prepare(LIGHT);
            frozen = raw.start(pod, NodeName.of("raw-warm"));
        }

        long warm() {
            var address = raw.address(frozen, pod);
            raw.freeze(frozen);
            long begun = System.nanoTime();
            raw.thaw(frozen, address, pod);
            return System.nanoTime() - begun;
        }

        long cold() {
            long begun = System.nanoTime();
            String id = raw.start(pod, NodeName.of("raw-cold-" + count++));
            long took = System.nanoTime() - begun;
            raw.remove(id);
            return took;
        }

        @Override
        public void close() {
            raw.remove(frozen);
            raw.cleanUp(LIGHT);
        }
    }
}
