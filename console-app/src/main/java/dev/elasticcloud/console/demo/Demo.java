package dev.elasticcloud.console.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The demonstration: initialises the pods, raises and lowers their load, lets the autoscaler
/// follow, and removes everything.
public final class Demo {

    private static final Duration SETUP = Duration.ofMinutes(8);

    /// How long to wait until the pods are back at their minimum, in waves.
    private static final int CALM_WAVES = 3;

    private static final Duration LONGEST_CALM = Duration.ofSeconds(100);
    private static final Duration DRAWN = Duration.ofSeconds(2);
    private static final int LINE_SECONDS = 5;

    /// How long the machine is watched before the load, with the cloud idle.
    private static final Duration WATCHED = Duration.ofSeconds(4);

    private final HostedCloud cloud;
    private final Path out;
    private final Camera camera;
    private final PrintStream progress;
    private final Duration wave;
    private final Recorder recorder = new Recorder();
    private final Map<PodName, Duration> alone = new HashMap<>();
    private final List<String> pictures = new ArrayList<>();

    /// @param wave how long each pod's load takes to rise, and to fall
    public Demo(HostedCloud cloud, Path out, Camera camera, PrintStream progress, Duration wave) {
        this.cloud = cloud;
        this.out = out;
        this.camera = camera;
        this.progress = progress;
        this.wave = wave;
    }

    /// Runs the demonstration. Removes the cloud even if it fails.
    public DemoReport run() throws IOException, InterruptedException {
        Files.createDirectories(out);
        long begun = System.nanoTime();
        CloudSnapshot last;
        Map<String, DemoReport.PodReport> pods;
        try {
            initialise();
            last = load();
            pods = new PodReports(cloud, recorder, alone).of(last);
        } catch (IOException | InterruptedException | RuntimeException e) {
            say("The demo failed; removing everything.");
            cloud.tearDown(Duration.ofSeconds(60));
            throw e;
        }
        say("Removing everything.");
        HostedCloud.Leftovers left = cloud.tearDown(Duration.ofSeconds(90));
        DemoReport report =
                new DemoReport(
                        last.engine().kind(),
                        last.engine().version(),
                        last.balancer().version(),
                        Math.round((System.nanoTime() - begun) / 1e8) / 10.0,
                        pods,
                        last.jobs().lost(),
                        new DemoReport.LeftBehind(left.containers(), left.networks()),
                        List.copyOf(pictures));
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(out.resolve("summary.json").toFile(), report);
        return report;
    }

    private void initialise() {
        Map<PodName, Integer> counts = new TreeMap<>();
        cloud.snapshot()
                .pods()
                .values()
                .forEach(p -> counts.put(p.name(), Math.max(1, p.spec().initialNodes())));
        say("Initialising " + counts + ".");
        Set<String> told = new HashSet<>();
        Subscription steps = cloud.subscribe(snapshot -> tellSteps(snapshot, told));
        try (steps) {
            Receipt receipt = cloud.submit(new Command.Initialise(counts));
            cloud.await(receipt, SETUP);
        }
        recorder.begin(cloud.snapshot());
    }

    private void tellSteps(CloudSnapshot snapshot, Set<String> told) {
        for (PodStatus pod : snapshot.podsBySize()) {
            for (SetupStep step : pod.setup()) {
                boolean worth =
                        step.progress() == SetupStep.Progress.DONE
                                || step.progress() == SetupStep.Progress.FAILED;
                String line =
                        "  %-8s %-14s %s"
                                .formatted(
                                        pod.name(),
                                        step.kind().title(),
                                        step.progress() == SetupStep.Progress.DONE
                                                ? "done"
                                                : "failed: " + step.detail());
                if (worth && told.add(line)) {
                    say(line);
                }
            }
        }
    }

    private CloudSnapshot load() throws IOException, InterruptedException {
        List<PodStatus> pods = cloud.snapshot().podsBySize();
        Duration offset = wave.multipliedBy(2).dividedBy(3);
        Duration length = wave.multipliedBy(2).plus(offset.multipliedBy(pods.size() - 1L));
        List<LoadGenerator> generators = new ArrayList<>();
        Subscription following = cloud.subscribe(recorder::follow);
        try (following) {
            PeakLoad peak = new PeakLoad(cloud, awaitTime(System.nanoTime() + WATCHED.toNanos()));
            say(peak.basis());
            long seed = 20;
            for (PodStatus pod : pods) {
                double rate = peak.rate(pod);
                alone.putAll(peak.alone());
                say("  %-8s load up to %.1f jobs/s".formatted(pod.name(), rate));
                Duration peakAt = wave.plus(offset.multipliedBy(generators.size()));
                generators.add(
                        new LoadGenerator(
                                cloud,
                                pod.name(),
                                new LoadWave(peakAt, wave, rate),
                                length,
                                seed++));
            }
            picture("overview-start.png");
            generators.forEach(LoadGenerator::start);
            watch(length);
            for (LoadGenerator generator : generators) {
                generator.join(Duration.ofSeconds(5));
            }
            say("Load is over; waiting for the nodes to be removed.");
            calmDown();
        } finally {
            generators.forEach(LoadGenerator::close);
        }
        picture("overview-end.png");
        CloudSnapshot last = cloud.snapshot();
        Recorder.writeUsage(cloud, last, Duration.ofHours(1), out.resolve("usage.csv"));
        Map<PodName, List<Decision>> decisions = new LinkedHashMap<>();
        last.podsBySize().forEach(p -> decisions.put(p.name(), cloud.decisions(p.name(), 20_000)));
        Recorder.writeDecisions(decisions, out.resolve("decisions.csv"));
        return last;
    }

    /// Follows the load until it ends: takes a picture at each new peak and prints a line every few
    /// seconds.
    private void watch(Duration length) {
        long begun = System.nanoTime();
        int most = online(cloud.snapshot());
        for (long second = 0; second < length.toSeconds(); second++) {
            CloudSnapshot now = awaitTime(begun + Duration.ofSeconds(second).toNanos());
            if (online(now) > most) {
                most = online(now);
                picture("overview-peak.png");
            }
            if (second % LINE_SECONDS == 0) {
                say(Recorder.line(now));
            }
        }
    }

    private static int online(CloudSnapshot snapshot) {
        return snapshot.pods().values().stream().mapToInt(PodStatus::online).sum();
    }

    /// The first snapshot after a time; without changes there is one each second.
    private CloudSnapshot awaitTime(long nanoTime) {
        return cloud.await(s -> System.nanoTime() >= nanoTime, LONGEST_CALM);
    }

    /// Waits until every pod is back at its fewest nodes; if that takes too long, until each has
    /// fewer nodes than at its peak and no job is open. Then gives the window time to draw.
    private void calmDown() {
        if (!reached(s -> calm(s, true), wave.multipliedBy(CALM_WAVES))) {
            reached(s -> calm(s, false), LONGEST_CALM);
        }
        awaitTime(System.nanoTime() + DRAWN.toNanos());
    }

    private boolean reached(Predicate<CloudSnapshot> condition, Duration patience) {
        try {
            cloud.await(condition, patience);
            return true;
        } catch (CloudException e) {
            return false;
        }
    }

    private boolean calm(CloudSnapshot snapshot, boolean fewest) {
        return snapshot.jobs().open() == 0
                && snapshot.pods().values().stream()
                        .allMatch(
                                pod ->
                                        fewest
                                                ? pod.online() <= pod.spec().elasticity().min()
                                                : pod.online() < recorder.peak(pod.name()));
    }

    private void picture(String name) {
        camera.take(out.resolve(name));
        if (!pictures.contains(name)) {
            pictures.add(name);
        }
    }

    private void say(String line) {
        progress.println(line);
    }
}
