package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Estimates from a recorded history what a job costs on a host that is not full.
///
/// On a full host jobs take longer, so the mean duration of a job would carry the old host's
/// shortage over to another host. Processor time is not affected by that: it is the recorded usage
/// divided by the ended jobs. A job's duration is that of the fastest tenth of the history, or its
/// processor time if a node's limit does not allow all slots to run that fast.
///
/// @param nodes node-seconds per job
/// @param busyShare processor usage of a node with all slots in use, as a share of its limit
record JobCost(double nodes, double busyShare) {

    /// How many points of the history are evaluated together.
    private static final int STRETCH = 30;

    /// How many jobs must end in an interval for it to count.
    private static final double FEWEST_JOBS = 10;

    private static final double LEAST_SHARE = 0.01;

    static JobCost of(PodSpec pod, List<PodHistory.Point> points, double secondsApart) {
        double cpuSeconds = 0;
        double jobs = 0;
        double slotSeconds = 0;
        List<Double> times = new ArrayList<>();
        for (int from = 0; from + 1 < points.size(); from += STRETCH) {
            List<PodHistory.Point> stretch =
                    points.subList(from, Math.min(points.size(), from + STRETCH + 1));
            double ended = ended(stretch, secondsApart);
            double used = 0;
            double ran = 0;
            for (PodHistory.Point point : stretch.subList(0, stretch.size() - 1)) {
                used += point.cpuShare().orElse(0) * point.online() * secondsApart;
                ran += point.running() * secondsApart;
            }
            cpuSeconds += used * pod.limits().cpus();
            slotSeconds += ran;
            jobs += ended;
            if (ended >= FEWEST_JOBS) {
                times.add(ran / ended);
            }
        }
        if (jobs <= 0) {
            return new JobCost(0, 1);
        }
        double time =
                times.isEmpty()
                        ? slotSeconds / jobs
                        : times.stream().sorted().toList().get(times.size() / 10);
        double bySlots = time / pod.slots();
        double byProcessor = cpuSeconds / jobs / pod.limits().cpus();
        double nodes = Math.max(bySlots, byProcessor);
        return new JobCost(nodes, nodes == 0 ? 1 : Math.clamp(byProcessor / nodes, LEAST_SHARE, 1));
    }

    /// Jobs that ended between the first and the last point.
    private static double ended(List<PodHistory.Point> stretch, double secondsApart) {
        double arrived = 0;
        for (PodHistory.Point point : stretch.subList(0, stretch.size() - 1)) {
            arrived += point.arrivalRate() * secondsApart;
        }
        return Math.max(0, arrived - (jobs(stretch.getLast()) - jobs(stretch.getFirst())));
    }

    static int jobs(PodHistory.Point point) {
        return point.running() + point.queued();
    }

    /// Mean seconds between points.
    static double apart(List<PodHistory.Point> points) {
        Duration whole = Duration.between(points.getFirst().at(), points.getLast().at());
        return Math.max(0.001, whole.toMillis() / 1000.0 / (points.size() - 1));
    }
}
