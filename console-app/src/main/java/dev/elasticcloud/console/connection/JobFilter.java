package dev.elasticcloud.console.connection;

import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Selects the jobs that a screen lists.
///
/// @param pod of all pods when absent
/// @param states in any state when empty
/// @param user whose jobs; everybody's when empty
/// @param from accepted then or later; from the first when absent
/// @param until accepted before then; up to now when absent
public record JobFilter(
        @Nullable PodName pod,
        Set<JobState> states,
        String user,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static final JobFilter ALL = new JobFilter(null, Set.of(), "", null, null);

    public JobFilter {
        states = Set.copyOf(states);
    }

    public JobFilter withPod(@Nullable PodName changed) {
        return new JobFilter(changed, states, user, from, until);
    }

    public JobFilter withStates(Set<JobState> changed) {
        return new JobFilter(pod, changed, user, from, until);
    }

    public JobFilter withUser(String changed) {
        return new JobFilter(pod, states, changed, from, until);
    }

    public JobFilter between(@Nullable Instant first, @Nullable Instant last) {
        return new JobFilter(pod, states, user, first, last);
    }

    /// @param before the last job of the previous page; absent for the newest page
    JobQuery query(int most, @Nullable JobId before) {
        return new JobQuery(pod, states, most)
                .before(before)
                .between(from, until)
                .ofUser(user.isEmpty() ? null : user);
    }
}
