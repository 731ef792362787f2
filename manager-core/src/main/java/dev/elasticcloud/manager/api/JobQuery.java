package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobState;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Which jobs to list.
///
/// @param pod only of this pod; of all when absent
/// @param states only in these states; in any when empty
public record JobQuery(@Nullable PodName pod, Set<JobState> states, int most) {

    public static final int MOST = 10_000;

    public JobQuery {
        states = Set.copyOf(states);
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("Ask for 1 to " + MOST + " jobs, not " + most);
        }
    }

    public static JobQuery latest(int most) {
        return new JobQuery(null, Set.of(), most);
    }
}
