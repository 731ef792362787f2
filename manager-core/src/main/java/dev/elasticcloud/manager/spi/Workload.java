package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;

/// The jobs that the manager accepted, as the engine sees them: it asks how many there are, and
/// tells when it had to take a node from them.
public interface Workload {

    Load of(PodName pod);

    /// Tells that a node was taken from the jobs that ran on it, and why.
    void cutOff(PodName pod, String reason);

    /// A pod's jobs in the manager's hands.
    ///
    /// @param arrivalRate jobs accepted per second of late
    record Load(
            int running,
            int queued,
            double arrivalRate,
            PodLoad.Latency latency,
            JobCounts counts) {
        public static final Load NONE = new Load(0, 0, 0, PodLoad.Latency.NONE, JobCounts.NONE);
    }
}
