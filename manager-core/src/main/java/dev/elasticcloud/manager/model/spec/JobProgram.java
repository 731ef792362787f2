package dev.elasticcloud.manager.model.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a pod's nodes run: where to call it, how long it may take, what it takes.
///
/// @param path the path on the node, for example `/run`
/// @param timeout how long one job may run before it counts as failed
/// @param idempotent whether a job that broke off may be run again, unless it says so itself
/// @param attempts how often such a job is run at most
/// @param hold what waits while no node serves
/// @param warmUp the query of a first small job, such as `repeat=1`, that each spare runs before it
///     is frozen; empty for none
public record JobProgram(
        String path,
        Duration timeout,
        boolean idempotent,
        int attempts,
        Hold hold,
        String warmUp,
        List<JobParameter> parameters) {

    public static final int ATTEMPTS = 3;
    public static final int MOST_ATTEMPTS = 10;

    /// How many jobs wait for a pod of which no node serves, and how long each.
    ///
    /// @param most when so many wait, further jobs are refused; 0 refuses all
    /// @param timeout a job that has waited so long for a first node fails
    public record Hold(int most, Duration timeout) {

        public static final Hold STANDARD = new Hold(1000, Duration.ofSeconds(60));
        public static final int MOST = 10_000;

        public Hold {
            if (most < 0 || most > MOST) {
                throw new IllegalArgumentException(
                        "A pod holds from 0 to %d jobs, not %d".formatted(MOST, most));
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("Jobs must be held longer than nothing");
            }
        }
    }

    public static final String USUAL_PATH = "/run";
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    public JobProgram {
        parameters = List.copyOf(parameters);
        if (!path.matches("/[A-Za-z0-9._~/-]{0,200}")) {
            throw new IllegalArgumentException(
                    "Job path '" + path + "' must begin with / and be a plain path such as /run");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("Job timeout must be longer than nothing");
        }
        if (!warmUp.matches("[A-Za-z0-9._~=&%+-]{0,500}")) {
            throw new IllegalArgumentException(
                    "'"
                            + warmUp
                            + "' is not a query to warm up with: write one like size=1&repeat=1");
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "A job is run from 1 to %d times at most, not %d"
                            .formatted(MOST_ATTEMPTS, attempts));
        }
    }

    /// A program with the usual attempts and hold, and nothing to warm up with.
    public JobProgram(
            String path, Duration timeout, boolean idempotent, List<JobParameter> parameters) {
        this(path, timeout, idempotent, ATTEMPTS, Hold.STANDARD, "", parameters);
    }

    public JobProgram withHold(Hold changed) {
        return new JobProgram(path, timeout, idempotent, attempts, changed, warmUp, parameters);
    }

    public Optional<JobParameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// What is wrong with the given parameters, as one sentence; empty when all fit.
    public String problemWith(Map<String, String> values) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            Optional<JobParameter> known = parameter(value.getKey());
            if (known.isEmpty()) {
                return "There is no parameter '%s': this job takes %s"
                        .formatted(value.getKey(), names());
            }
            String problem = known.get().problemWith(value.getValue());
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private String names() {
        return parameters.isEmpty()
                ? "none"
                : String.join(", ", parameters.stream().map(JobParameter::name).toList());
    }
}
