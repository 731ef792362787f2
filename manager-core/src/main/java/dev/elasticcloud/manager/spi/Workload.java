package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;

/// The jobs that the manager accepted, as the engine sees them. The engine reads how many there are
/// and reports when it cuts a node off from its jobs. Neither call blocks.
public interface Workload {

    Load of(PodName pod);

    /// Reports that a node was cut off from its running jobs, and why.
    void cutOff(PodName pod, String reason);

    /// The jobs of a pod that have not ended, and the counts of those that have.
    ///
    /// @param arrivalRate jobs accepted per second in the last few seconds
    record Load(
            int running,
            int queued,
            double arrivalRate,
            PodLoad.Latency latency,
            JobCounts counts) {
        public static final Load NONE = new Load(0, 0, 0, PodLoad.Latency.NONE, JobCounts.NONE);
    }
}
