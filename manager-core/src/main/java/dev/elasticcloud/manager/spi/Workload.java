package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.JobCounts;
import dev.elasticcloud.manager.model.PodLoad;
import dev.elasticcloud.manager.model.PodName;

/// What the manager itself knows of the jobs it accepted; the engine asks, the job desk answers.
public interface Workload {

    Load of(PodName pod);

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
