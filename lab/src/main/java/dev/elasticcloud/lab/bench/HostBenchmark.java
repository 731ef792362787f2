package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.measure.MachineSpeed;
import dev.elasticcloud.manager.PodFiles;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Whether elasticity slows a finite host down. The same burst, worth some seconds of the whole
/// host, is drained by several fixed counts of nodes, by the autoscaler from one node, by the
/// autoscaler as if the host were unlimited, and by Kubernetes' rule alone.
final class HostBenchmark implements Benchmark {

    static final PodName LIGHT = PodName.of("light");
    static final PodName MEDIUM = PodName.of("medium");
    static final PodName HEAVY = PodName.of("heavy");
    static final PodName WAITING = PodName.of("waiting");

    /// A fixed count and its result; `seconds` is a lower bound when the count was given up.
    record Fixed(int nodes, double seconds, double nodeSeconds, boolean givenUp) {}

    /// The result of a case. The best fixed count and the autoscaler take turns, and the median run
    /// of each counts.
    record Case(
            String name,
            int jobs,
            List<Fixed> sweep,
            Fixed bestStatic,
            List<Fixed> bestStaticRuns,
            BurstRun elastic,
            List<BurstRun> elasticRuns,
            BurstRun unbounded,
            BurstRun hpa,
            double ratioDrain,
            double ratioNodeSeconds,
            long failed) {}

    /// The figures written as JSON.
    record Figures(
            double machineLoopsPerSecond,
            double hostSeconds,
            HostPolicy policy,
            List<Case> cases,
            List<StartCost.Figures> startCost) {}

    @Override
    public String name() {
        return "host";
    }

    @Override
    public String about() {
        return "a burst of the host's own size, against the best fixed count of nodes; cost of a"
                + " start";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        double speed = MachineSpeed.loopsPerSecond();
        bench.say("This machine: %.1f million turns of a bare loop a second", speed / 1e6);
        List<Case> cases = new ArrayList<>();
        List<StartCost.Figures> starts;
        try (BenchCloud bed = new BenchCloud(bench)) {
            HostedCloud cloud = bed.cloud();
            cloud.addPod(waitingPod(bed.data()));
            Map<PodName, PodSpec> shipped = new TreeMap<>();
            cloud.snapshot().pods().forEach((name, pod) -> shipped.put(name, pod.spec()));
            HostCases hostCases = new HostCases(bench, cloud, shipped);
            double hostSeconds = bench.options().hostWork().toMillis() / 1000.0;
            for (PodName pod : List.of(LIGHT, MEDIUM, HEAVY, WAITING)) {
                if (bench.options().runs(pod.value())) {
                    cases.add(hostCases.single(pod, hostSeconds));
                }
            }
            if (bench.options().runs("mix")) {
                cases.add(hostCases.mix(hostSeconds));
            }
            hostCases.tearDown();
            starts =
                    bench.options().runs("startCost")
                            ? StartCost.measure(bench, bed, shipped)
                            : List.of();
        }
        Figures figures =
                new Figures(
                        speed,
                        bench.options().hostWork().toSeconds(),
                        HostPolicy.DEFAULT,
                        cases,
                        starts);
        bench.leave(name(), figures);
    }

    private static Path waitingPod(Path data) throws IOException {
        Path folder = Files.createDirectories(data.resolve("own").resolve("waiting"));
        for (String file : List.of("Dockerfile", "job.py", "pod.yaml")) {
            try (InputStream in = HostBenchmark.class.getResourceAsStream("waiting/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
            }
        }
        PodFiles.read(folder); // a mistake in it fails here, with its location
        return folder;
    }
}
