package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a pod's nodes run: its path, its timeout and its parameters.
///
/// @param path the path on the node, for example `/run`
/// @param timeout how long one job may run before it counts as failed; up to [#LONGEST_TIMEOUT]
/// @param idempotent whether a job that broke off may be run again, unless the job overrides it
/// @param attempts how often such a job is run at most
/// @param hold how jobs wait while no node serves
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

    /// How many jobs may wait while no node of a pod serves, and how long each.
    ///
    /// @param most the most jobs that may wait; further ones are refused; 0 refuses all
    /// @param timeout how long a job may wait for a first node before it fails
    public record Hold(int most, Duration timeout) {

        /// HAProxy keeps times as 31-bit milliseconds, and a reload has to wait for the sum of
        /// these.
        public static final Duration LONGEST = Duration.ofDays(7);

        public static final Hold STANDARD = new Hold(1000, Duration.ofSeconds(60));
        public static final int MOST = 10_000;

        public Hold {
            if (most < 0 || most > MOST) {
                throw new IllegalArgumentException(
                        "A pod holds from 0 to %d jobs, not %d".formatted(MOST, most));
            }
            requireWithin("Jobs must be held", timeout, LONGEST);
        }
    }

    public static final String USUAL_PATH = "/run";
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    /// HAProxy keeps times as 31-bit milliseconds, which is about 24 days.
    public static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);

    public JobProgram {
        parameters = List.copyOf(parameters);
        if (!path.matches("/[A-Za-z0-9._~/-]{0,200}")) {
            throw new IllegalArgumentException(
                    "Job path '" + path + "' must begin with / and be a plain path such as /run");
        }
        requireWithin("Job timeout must be", timeout, LONGEST_TIMEOUT);
        if (!warmUp.matches("[A-Za-z0-9._~=&%+-]{0,500}")) {
            throw new IllegalArgumentException(
                    "'" + warmUp + "' is not a warm-up query: write one like size=1&repeat=1");
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "A job is run from 1 to %d times at most, not %d"
                            .formatted(MOST_ATTEMPTS, attempts));
        }
    }

    /// A program with the default attempts and hold, and no warm-up.
    public JobProgram(
            String path, Duration timeout, boolean idempotent, List<JobParameter> parameters) {
        this(path, timeout, idempotent, ATTEMPTS, Hold.STANDARD, "", parameters);
    }

    private static void requireWithin(String rule, Duration given, Duration most) {
        if (given.compareTo(LEAST_TIMEOUT) < 0 || given.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s from %s to %s, not %s"
                            .formatted(
                                    rule,
                                    Durations.format(LEAST_TIMEOUT),
                                    Durations.format(most),
                                    given.isNegative() ? given : Durations.format(given)));
        }
    }

    /// How long a request may take in total: waiting for a node, queued, and running.
    public Duration longestStay() {
        return hold.timeout().multipliedBy(2).plus(timeout);
    }

    public JobProgram withTimeout(Duration changed) {
        return new JobProgram(path, changed, idempotent, attempts, hold, warmUp, parameters);
    }

    public JobProgram withHold(Hold changed) {
        return new JobProgram(path, timeout, idempotent, attempts, changed, warmUp, parameters);
    }

    public Optional<JobParameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// What is wrong with the given parameters, as one sentence; empty when all are valid.
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
