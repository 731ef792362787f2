package dev.elasticcloud.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.lab.bench.BurstRun.Part;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/// Sizes bursts by the time that they take of the host.
final class BurstSizes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HostedCloud cloud;

    BurstSizes(HostedCloud cloud) {
        this.cloud = cloud;
    }

    /// As many of the pod's default jobs as take this much processor time.
    Part computing(PodName pod, double cpuSeconds) {
        double cost = 0;
        int measured = 5;
        for (int i = 0; i < measured; i++) {
            cost += cpuSeconds(pod, Map.of()) / measured;
        }
        return new Part((int) Math.max(4, Math.round(cpuSeconds / cost)), Map.of());
    }

    /// Jobs that wait for one second each, and take all nodes together this long.
    Part waiting(PodSpec pod, double hostSeconds) {
        int atOnce = pod.elasticity().max() * pod.slots();
        return new Part((int) Math.round(hostSeconds * atOnce), Map.of("seconds", "1"));
    }

    private double cpuSeconds(PodName pod, Map<String, String> parameters) {
        Job job =
                cloud.await(
                        cloud.submit(new JobRequest(pod, parameters)).id(), Duration.ofMinutes(2));
        if (job.state() != JobState.COMPLETED) {
            throw new IllegalStateException("A job of " + pod + " failed: " + job.reason());
        }
        try {
            JsonNode answer = JSON.readTree(job.result());
            return Math.max(0.002, answer.path("cpuSeconds").asDouble(0.05));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
