package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The jobs that the manager accepted, as the engine sees them. The engine reads how many there are
/// and reports when it cuts a node off from its jobs. No call blocks.
public interface Workload {

    Load of(PodName pod);

    /// Reports that a node was cut off from its running jobs, and why.
    void cutOff(PodName pod, String reason);

    /// Asks for the time of the first answer of each of these nodes from now on, to be found in
    /// [Load#answers]. Nodes that are no longer named are forgotten.
    void awaitAnswers(PodName pod, Set<NodeName> nodes);

    /// The jobs of a pod that have not ended, and the counts of those that have.
    ///
    /// @param arrivalRate jobs accepted per second in the last few seconds
    /// @param waitingSince since when the first job in the queue waits, in steady time; absent when
    ///     none waits
    /// @param answers when each awaited node gave its first answer, in steady time
    record Load(
            int running,
            int queued,
            double arrivalRate,
            PodLoad.Latency latency,
            JobCounts counts,
            @Nullable Instant waitingSince,
            Map<NodeName, Instant> answers) {
        public static final Load NONE =
                new Load(0, 0, 0, PodLoad.Latency.NONE, JobCounts.NONE, null, Map.of());

        public Load {
            answers = Map.copyOf(answers);
        }
    }
}
