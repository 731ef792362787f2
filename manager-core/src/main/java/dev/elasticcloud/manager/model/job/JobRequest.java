package dev.elasticcloud.manager.model.job;

import dev.elasticcloud.manager.model.PodName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A user's request to run a pod's program once with these parameters.
///
/// @param user who asks: over the API the name of the token; empty when unknown
public record JobRequest(
        PodName pod, Map<String, String> parameters, JobOptions options, String user) {

    public JobRequest {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public JobRequest(PodName pod, Map<String, String> parameters) {
        this(pod, parameters, JobOptions.NONE);
    }

    public JobRequest(PodName pod, Map<String, String> parameters, JobOptions options) {
        this(pod, parameters, options, "");
    }

    public JobRequest by(String asking) {
        return new JobRequest(pod, parameters, options, asking);
    }
}
