package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which jobs to list, newest first.
///
/// @param pod only of this pod; of all when absent
/// @param states only in these states; in any when empty
/// @param before only jobs accepted before this one, to continue after the last job of a page;
///     from the newest when absent
/// @param withResults whether to include the results, which may have 256 KB each; otherwise they
///     are empty
/// @param from only jobs accepted then or later, to the second; from the first when absent
/// @param until only jobs accepted before then, to the second; up to now when absent
/// @param user only jobs that this user asked for; of all when absent
public record JobQuery(
        @Nullable PodName pod,
        Set<JobState> states,
        int most,
        @Nullable JobId before,
        boolean withResults,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String user) {

    public static final int MOST = 10_000;

    public JobQuery {
        states = Set.copyOf(states);
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("Ask for 1 to " + MOST + " jobs, not " + most);
        }
    }

    /// The latest jobs, without their results.
    public JobQuery(@Nullable PodName pod, Set<JobState> states, int most) {
        this(pod, states, most, null, false, null, null, null);
    }

    public static JobQuery latest(int most) {
        return new JobQuery(null, Set.of(), most);
    }

    public JobQuery before(@Nullable JobId job) {
        return new JobQuery(pod, states, most, job, withResults, from, until, user);
    }

    public JobQuery withMost(int changed) {
        return new JobQuery(pod, states, changed, before, withResults, from, until, user);
    }

    public JobQuery includingResults() {
        return new JobQuery(pod, states, most, before, true, from, until, user);
    }

    public JobQuery between(@Nullable Instant first, @Nullable Instant last) {
        return new JobQuery(pod, states, most, before, withResults, first, last, user);
    }

    public JobQuery ofUser(@Nullable String asking) {
        return new JobQuery(pod, states, most, before, withResults, from, until, asking);
    }
}
