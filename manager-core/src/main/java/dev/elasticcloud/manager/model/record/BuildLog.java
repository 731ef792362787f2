package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import java.util.List;

/// The log of the latest build of a pod's image since this manager started.
///
/// @param lines oldest first; of a long build the last 1,000; empty if there was no build
public record BuildLog(PodName pod, List<String> lines) {

    public BuildLog {
        lines = List.copyOf(lines);
    }
}
