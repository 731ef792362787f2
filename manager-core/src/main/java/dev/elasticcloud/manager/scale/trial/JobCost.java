package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a job costs on a host that is not full, as far as a recorded past tells.
///
/// On a full host jobs take longer, so the mean time of a job would carry the old host's shortage
/// over to another host. Processor time is not prolonged by that: it is the recorded use over the
/// jobs that ended. The time of a job is that of the quickest tenth of the past; where a node's
/// limit does not let it work off its slots that fast, its processor time counts.
///
/// @param nodes nodes' worth of one second that one job takes
/// @param busyShare processor use of a node all of whose slots are in use, as a share of its limit
record JobCost(double nodes, double busyShare) {

    /// How many points of the past are judged together.
    private static final int STRETCH = 30;

    /// How many jobs have to end in a stretch for it to count.
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

    /// Seconds from one point to the next, in the mean.
    static double apart(List<PodHistory.Point> points) {
        Duration whole = Duration.between(points.getFirst().at(), points.getLast().at());
        return Math.max(0.001, whole.toMillis() / 1000.0 / (points.size() - 1));
    }
}
