package dev.elasticcloud.manager.model.job;

import dev.elasticcloud.manager.model.PodName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A user's wish to have a pod's program run once with these parameters.
public record JobRequest(PodName pod, Map<String, String> parameters, JobOptions options) {

    public JobRequest {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public JobRequest(PodName pod, Map<String, String> parameters) {
        this(pod, parameters, JobOptions.NONE);
    }
}
