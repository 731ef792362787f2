package dev.elasticcloud.manager.model.job;

import dev.elasticcloud.manager.model.spec.JobProgram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The options of one job, besides its parameters.
///
/// @param timeout how long it may run, at most the pod's timeout; the pod's timeout when absent
/// @param key the idempotency key: another request with the same key gets the same job
/// @param idempotent whether it may be run again when it broke off; the pod's setting when absent
public record JobOptions(
        @Nullable Duration timeout, @Nullable String key, @Nullable Boolean idempotent) {

    public static final JobOptions NONE = new JobOptions(null, null, null);

    public JobOptions {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("A job's timeout must be more than 0");
        }
        if (key != null && !key.matches("[!-~]{1,200}")) {
            throw new IllegalArgumentException(
                    "An idempotency key is 1 to 200 letters, digits and signs without spaces");
        }
    }

    public JobOptions withTimeout(Duration changed) {
        return new JobOptions(changed, key, idempotent);
    }

    public JobOptions withKey(String changed) {
        return new JobOptions(timeout, changed, idempotent);
    }

    public JobOptions withIdempotent(boolean changed) {
        return new JobOptions(timeout, key, changed);
    }

    /// How long a job of this program with these options may run.
    public Duration timeoutIn(JobProgram program) {
        return timeout == null || timeout.compareTo(program.timeout()) > 0
                ? program.timeout()
                : timeout;
    }

    /// Whether a job with these options may be run again after it broke off.
    public boolean repeatableIn(JobProgram program) {
        return idempotent == null ? program.idempotent() : idempotent;
    }

    /// Which of these options the program does not allow, as one sentence; empty when it allows
    /// all.
    public String problemIn(JobProgram program) {
        return timeout == null || timeout.compareTo(program.timeout()) <= 0
                ? ""
                : "A timeout of %d s is above the pod's own, %d s: choose that or less"
                        .formatted(timeout.toSeconds(), program.timeout().toSeconds());
    }
}
