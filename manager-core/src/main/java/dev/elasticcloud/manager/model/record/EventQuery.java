package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events to list.
///
/// @param pod only of this pod; of all and of the cloud itself when absent
/// @param severities only of these; of any when empty
/// @param since only from this moment on; from any when absent
/// @param afterId only those that came after the event with this id; 0 for all
public record EventQuery(
        @Nullable PodName pod,
        Set<CloudEvent.Severity> severities,
        @Nullable Instant since,
        long afterId,
        int most) {

    public static final int MOST = 10_000;

    public EventQuery {
        severities = Set.copyOf(severities);
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("Ask for 1 to " + MOST + " events, not " + most);
        }
    }

    public static EventQuery latest(int most) {
        return new EventQuery(null, Set.of(), null, 0, most);
    }
}
