package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.JobTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs jobs on simulated nodes. Jobs on one node share its CPU; a full node is skipped.
///
/// A job with a parameter [#SLEEP], in seconds, waits that long for something other than a
/// processor, and then computes; its other whole numbers determine how much.
final class SimulatedTransport implements JobTransport {

    static final String SLEEP = "sleep";

    private static final double MOST_FACTOR = 50;
    private static final long LONGEST_WAIT_MILLIS = 100;

    /// A job at a node.
    ///
    /// @param cpuSeconds processor seconds that it computes
    private record Placed(SimulatedNode node, SimulatedTask task, long begun, double cpuSeconds) {}

    private final SimulatedCloud cloud;
    private long turn;

    SimulatedTransport(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Outcome run(
            String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout) {
        try {
            Placed job = place(pod, parameters, timeout);
            return job == null
                    ? new Outcome.NotRun("no node of pod " + pod.name() + " serves")
                    : outcome(job, pod, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Broken("cancelled");
        }
    }

    /// Waits for a free slot and begins there; none when no node serves at all.
    private @Nullable Placed place(PodSpec pod, Map<String, String> parameters, Duration timeout)
            throws InterruptedException {
        synchronized (cloud) {
            SimulatedTraffic traffic = cloud.traffic(pod.name());
            traffic.queued++;
            traffic.requests++;
            try {
                while (true) {
                    cloud.advance();
                    Instant now = cloud.clock.steady();
                    List<SimulatedNode> serving =
                            cloud.nodes.values().stream()
                                    .filter(n -> n.container.pod().equals(pod.name()))
                                    .filter(n -> n.serves(now))
                                    .toList();
                    if (serving.isEmpty()) {
                        traffic.failures++;
                        traffic.responses++;
                        return null;
                    }
                    SimulatedNode free = pick(pod, serving);
                    if (free != null) {
                        return begin(free, pod, parameters, timeout);
                    }
                    cloud.wait(LONGEST_WAIT_MILLIS);
                }
            } finally {
                traffic.queued--;
            }
        }
    }

    private Placed begin(
            SimulatedNode node, PodSpec pod, Map<String, String> parameters, Duration timeout) {
        long begun = cloud.processors.reached();
        double usual = cloud.timings.job().toNanos() / 1e9 * pod.limits().cpus();
        double seconds = usual * factor(pod, parameters);
        SimulatedTask task =
                new SimulatedTask(
                        number(parameters.get(SLEEP)), seconds, begun + timeout.toNanos());
        node.served++;
        cloud.begin(node.processor, task);
        return new Placed(node, task, begun, seconds);
    }

    private @Nullable SimulatedNode pick(PodSpec pod, List<SimulatedNode> serving) {
        List<SimulatedNode> free = serving.stream().filter(n -> n.running() < n.slots).toList();
        if (free.isEmpty()) {
            return null;
        }
        return switch (pod.balance()) {
            case ROUND_ROBIN -> free.get((int) (turn++ % free.size()));
            case LEAST_BUSY ->
                    free.stream()
                            .min(Comparator.comparingInt(SimulatedNode::running))
                            .orElseThrow();
            case FILL_FIRST -> free.getFirst();
        };
    }

    private Outcome outcome(Placed job, PodSpec pod, Duration timeout) throws InterruptedException {
        SimulatedTask task = job.task();
        try {
            task.await();
        } finally {
            synchronized (cloud) {
                cloud.advance();
                boolean cancelled = job.node().processor.remove(task);
                SimulatedTraffic traffic = cloud.traffic(pod.name());
                traffic.responses++;
                traffic.failures += cancelled || task.isDone() ? 0 : 1;
                cloud.notifyAll();
            }
        }
        String node = job.node().container.node().value();
        return switch (task.how()) {
            case DONE -> new Outcome.Answered(node, answer(pod, job));
            case TIMED_OUT ->
                    new Outcome.TimedOut("no answer within " + timeout.toSeconds() + " s");
            case CUT_OFF -> new Outcome.CutOff("node " + node + " ended while the job ran");
        };
    }

    private static String answer(PodSpec pod, Placed job) {
        return String.format(
                Locale.ROOT,
                "{\"result\":{\"simulated\":true},\"pod\":\"%s\",\"node\":\"%s\",\"seconds\":%.3f,\"cpuSeconds\":%.3f}",
                pod.name(),
                job.node().container.node(),
                (job.task().endedAt() - job.begun()) / 1e9,
                job.cpuSeconds());
    }

    /// How many default jobs this one equals: the product of its numbers, each divided by its
    /// default.
    private static double factor(PodSpec pod, Map<String, String> parameters) {
        double factor = 1;
        for (JobParameter parameter : pod.job().parameters()) {
            String value = parameters.get(parameter.name());
            if (value != null
                    && parameter instanceof JobParameter.Whole whole
                    && !whole.name().equals(SLEEP)) {
                double usual = Double.parseDouble(whole.defaultValue());
                factor *= usual > 0 ? Double.parseDouble(value.strip()) / usual : 1;
            }
        }
        return Math.clamp(factor, 0.05, MOST_FACTOR);
    }

    private static double number(@Nullable String text) {
        return text == null || text.isBlank() ? 0 : Double.parseDouble(text.strip());
    }

    @Override
    public void close() {}
}
