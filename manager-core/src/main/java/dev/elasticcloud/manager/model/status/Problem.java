package dev.elasticcloud.manager.model.status;

import java.time.Instant;

/// A problem that keeps the cloud from its spec, and when it is retried.
///
/// @param subject the pod, node or part concerned
/// @param retryAt when it is retried
public record Problem(Subject subject, String message, int failures, Instant retryAt) {

    /// The problem in one line, as shown by commands, the console and the API.
    public String text() {
        return subject.text() + ": " + message;
    }
}
