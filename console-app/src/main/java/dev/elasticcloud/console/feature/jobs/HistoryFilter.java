package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.connection.JobFilter;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The filter of the history.
///
/// @param pod only jobs of this program; of all when absent
/// @param states only in these states; in any when empty
/// @param user only what this user started; everybody's when empty
/// @param span only jobs since this long ago; all when absent
public record HistoryFilter(
        @Nullable PodName pod, Set<JobState> states, String user, @Nullable Duration span) {

    private static final String POD = "jobs.pod";
    private static final String STATES = "jobs.states";
    private static final String USER = "jobs.user";
    private static final String SPAN = "jobs.span";

    public static final HistoryFilter ALL = new HistoryFilter(null, Set.of(), "", null);

    public HistoryFilter {
        states = Set.copyOf(states);
    }

    public HistoryFilter withPod(@Nullable PodName changed) {
        return new HistoryFilter(changed, states, user, span);
    }

    public HistoryFilter withStates(Set<JobState> changed) {
        return new HistoryFilter(pod, changed, user, span);
    }

    public HistoryFilter withUser(String changed) {
        return new HistoryFilter(pod, states, changed, span);
    }

    public HistoryFilter withSpan(@Nullable Duration changed) {
        return new HistoryFilter(pod, states, user, changed);
    }

    /// The stored filter.
    static HistoryFilter kept(Preferences preferences) {
        String pod = preferences.get(POD, "");
        String span = preferences.get(SPAN, "");
        try {
            return new HistoryFilter(
                    pod.isEmpty() ? null : PodName.of(pod),
                    preferences.get(STATES, JobState.class, Set.of()),
                    preferences.get(USER, ""),
                    span.isEmpty() ? null : Duration.parse(span));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return ALL; // the file was edited by hand
        }
    }

    void keep(Preferences preferences) {
        preferences.put(POD, pod == null ? "" : pod.value());
        preferences.put(STATES, states);
        preferences.put(USER, user);
        preferences.put(SPAN, span == null ? "" : span.toString());
    }

    JobFilter at(Instant now) {
        return new JobFilter(pod, states, user, span == null ? null : now.minus(span), null);
    }
}
