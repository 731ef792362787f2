package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.JobTransport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs jobs on simulated nodes. Jobs on one node share its CPU; a full node is skipped.
final class SimulatedTransport implements JobTransport {

    private static final long SLICE_MILLIS = 10;
    private static final double MOST_FACTOR = 50;

    private final SimulatedCloud cloud;
    private long turn;

    SimulatedTransport(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Outcome run(
            String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout) {
        try {
            SimulatedNode node = acquireSlot(pod);
            if (node == null) {
                return new Outcome.NotRun("no node of pod " + pod.name() + " serves");
            }
            return work(node, pod, parameters, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Broken("cancelled");
        }
    }

    /// Waits for a free slot; null when no node serves at all.
    private @Nullable SimulatedNode acquireSlot(PodSpec pod) throws InterruptedException {
        synchronized (cloud) {
            cloud.queued.merge(pod.name(), 1, Integer::sum);
            try {
                while (true) {
                    Instant now = cloud.clock.steady();
                    List<SimulatedNode> serving =
                            cloud.nodes.values().stream()
                                    .filter(n -> n.container.pod().equals(pod.name()))
                                    .filter(n -> n.serves(now))
                                    .toList();
                    if (serving.isEmpty()) {
                        return null;
                    }
                    SimulatedNode free = pick(pod, serving);
                    if (free != null) {
                        free.running++;
                        free.served++;
                        return free;
                    }
                    cloud.wait(100);
                }
            } finally {
                cloud.queued.merge(pod.name(), -1, Integer::sum);
            }
        }
    }

    private @Nullable SimulatedNode pick(PodSpec pod, List<SimulatedNode> serving) {
        List<SimulatedNode> free = serving.stream().filter(n -> n.running < n.slots).toList();
        if (free.isEmpty()) {
            return null;
        }
        return switch (pod.balance()) {
            case ROUND_ROBIN -> free.get((int) (turn++ % free.size()));
            case LEAST_BUSY ->
                    free.stream().min(Comparator.comparingInt(n -> n.running)).orElseThrow();
            case FILL_FIRST -> free.getFirst();
        };
    }

    private Outcome work(
            SimulatedNode node, PodSpec pod, Map<String, String> parameters, Duration timeout)
            throws InterruptedException {
        double cpus = pod.limits().cpus();
        double needed = cloud.timings.job().toNanos() / 1e9 * cpus * factor(pod, parameters);
        double done = 0;
        Instant begun = cloud.clock.steady();
        int cutOffs = node.cutOffs;
        try {
            while (done < needed) {
                Thread.sleep(SLICE_MILLIS);
                if (cloud.clock.steady().isAfter(begun.plus(timeout))) {
                    return new Outcome.TimedOut("no answer within " + timeout.toSeconds() + " s");
                }
                synchronized (cloud) {
                    if (cloud.nodes.get(node.container.node()) != node
                            || node.cutOffs != cutOffs
                            || node.container.state()
                                    == dev.elasticcloud.manager.model.observed.NodeContainer.State
                                            .EXITED) {
                        return new Outcome.CutOff(
                                "node " + node.container.node() + " ended while the job ran");
                    }
                    if (node.container.running()) {
                        double share =
                                SLICE_MILLIS
                                        / 1000.0
                                        * node.container.limits().cpus()
                                        / Math.max(1, node.running);
                        done += share;
                        node.cpuSeconds += share;
                    }
                }
            }
        } finally {
            synchronized (cloud) {
                node.running--;
                cloud.notifyAll();
            }
        }
        double seconds = Duration.between(begun, cloud.clock.steady()).toMillis() / 1000.0;
        return new Outcome.Answered(
                node.container.node().value(),
                String.format(
                        Locale.ROOT,
                        "{\"result\":{\"simulated\":true},\"pod\":\"%s\",\"node\":\"%s\",\"seconds\":%.3f,\"cpuSeconds\":%.3f}",
                        pod.name(),
                        node.container.node(),
                        seconds,
                        needed));
    }

    /// How many default jobs this one equals: the product of its numbers, each divided by its
    /// default.
    private static double factor(PodSpec pod, Map<String, String> parameters) {
        double factor = 1;
        for (JobParameter parameter : pod.job().parameters()) {
            String value = parameters.get(parameter.name());
            if (value != null && parameter instanceof JobParameter.Whole whole) {
                double usual = Double.parseDouble(whole.defaultValue());
                factor *= usual > 0 ? Double.parseDouble(value.strip()) / usual : 1;
            }
        }
        return Math.clamp(factor, 0.05, MOST_FACTOR);
    }

    @Override
    public void close() {}
}
