package dev.elasticcloud.manager.model.status;

import java.time.Instant;

/// Something that keeps the cloud from its spec, and what happens about it.
///
/// @param subject the pod, node or part concerned
/// @param retryAt when it is tried again
public record Problem(Subject subject, String message, int failures, Instant retryAt) {

    /// In one line, as commands, the console and the API show it.
    public String text() {
        return subject.text() + ": " + message;
    }
}
