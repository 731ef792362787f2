package dev.elasticcloud.console.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Computes each pod's peak load from the machine's free processors and the cost of one job.
final class PeakLoad {

    /// The share of the machine's free processors that all pods' jobs use together at their peak. Starts,
    /// the balancer, the manager and drawing use about a tenth more, so a third is left.
    private static final double MACHINE_SHARE = 0.58;

    /// Each wave starts two thirds of a half wave after the previous one; in the middle they add
    /// up to this many times the peak of one: 1 + 2 × (1 + cos(2π/3)) / 2.
    private static final double OVERLAP = 1.5;

    /// A peak on a machine that other programs keep busy: enough for a small pod to need a second
    /// node, and little enough to be served beside them.
    private static final double LEAST_CORES = 0.45;

    /// The share of a pod's max nodes that its load fills at its peak.
    private static final double MOST_FILLED = 0.8;

    /// If the machine is unknown, a peak is this many nodes' worth of work.
    private static final double PEAK_NODES = 2.3;

    /// How many jobs tell what one costs.
    private static final int SAMPLES = 3;

    private final HostedCloud cloud;
    private final boolean known;
    private final double freeCores;
    private final Map<PodName, Duration> alone = new HashMap<>();

    /// @param idle the cloud while only its initial nodes run
    PeakLoad(HostedCloud cloud, CloudSnapshot idle) {
        this.cloud = cloud;
        this.known = idle.hosts().stream().anyMatch(h -> h.freeCpus().isPresent());
        this.freeCores = idle.hosts().stream().mapToDouble(h -> h.freeCpus().orElse(0)).sum();
    }

    /// Explains to the user how the loads are sized.
    String basis() {
        return known
                ? "This machine has %.1f processors free; the loads take up to %.0f %% of that together, and at least %.2f each."
                        .formatted(freeCores, MACHINE_SHARE * 100, LEAST_CORES)
                : "The load of this machine cannot be read; the loads are a few nodes' worth.";
    }

    /// How long a job took of each pod whose rate was asked for, without load.
    Map<PodName, Duration> alone() {
        return Map.copyOf(alone);
    }

    /// Jobs a second at the peak of a pod's load; runs a few jobs to see what one costs.
    double rate(PodStatus pod) throws IOException {
        Duration fastest = null;
        double cpuSeconds = 0;
        for (int i = 0; i < SAMPLES; i++) {
            Job job = run(pod.name());
            JsonNode answer = new ObjectMapper().readTree(job.result());
            cpuSeconds += Math.max(0.002, answer.path("cpuSeconds").asDouble(0.05)) / SAMPLES;
            Duration took = job.latency().orElse(Duration.ZERO);
            fastest = fastest == null || took.compareTo(fastest) < 0 ? took : fastest;
            alone.put(pod.name(), fastest);
        }
        double limit = pod.spec().limits().cpus();
        if (!known) {
            return PEAK_NODES * limit / cpuSeconds;
        }
        double share = Math.max(LEAST_CORES, MACHINE_SHARE * freeCores / OVERLAP);
        double most = MOST_FILLED * pod.spec().elasticity().max() * limit;
        return Math.min(share, most) / cpuSeconds;
    }

    private Job run(PodName pod) {
        Job job =
                cloud.await(
                        cloud.submit(new JobRequest(pod, Map.of())).id(), Duration.ofMinutes(2));
        if (job.state() != JobState.COMPLETED) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "The first job of pod %s failed: %s".formatted(pod, job.reason()));
        }
        return job;
    }
}
