package dev.elasticcloud.manager.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a pod's nodes run: where to call it, how long it may take, what it takes.
///
/// @param path the path on the node, for example `/run`
/// @param timeout how long one job may run before it counts as failed
/// @param idempotent whether a job whose node died may be run again
public record JobProgram(
        String path, Duration timeout, boolean idempotent, List<JobParameter> parameters) {

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
