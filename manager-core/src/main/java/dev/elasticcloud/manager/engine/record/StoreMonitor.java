package dev.elasticcloud.manager.engine.record;

import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.spi.StoreHealth;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows when the store rejects changes, and records it as an event once it accepts them again.
/// Owned by the loop's thread.
public final class StoreMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(StoreMonitor.class);

    private final StoreHealth health;
    private final EventRecorder recorder;
    private @Nullable Instant since;
    private String reason = "";

    public StoreMonitor(StoreHealth health, EventRecorder recorder) {
        this.health = health;
        this.recorder = recorder;
    }

    public Optional<Problem> look(Instant now) {
        Optional<Problem> problem = health.problem();
        if (problem.isPresent() && since == null) {
            since = now;
            reason = problem.get().message();
            LOG.warn("Jobs and changes are refused for now: {}", reason);
        }
        if (problem.isEmpty() && since != null) {
            recorder.note(
                    CloudEvent.Severity.WARNING,
                    CloudEvent.Kind.MANAGER,
                    "The store accepts writes again. It had rejected them since %s, so jobs and commands were refused: %s"
                            .formatted(since, reason));
            since = null;
        }
        return problem;
    }
}
