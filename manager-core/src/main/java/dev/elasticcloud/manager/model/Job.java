package dev.elasticcloud.manager.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The record of one job from its acceptance to its one end.
///
/// @param node which node answered; empty before and when none did
/// @param attempts how often it was handed to a node
/// @param result the program's answer as JSON; empty unless completed
/// @param reason why it failed or was cancelled; empty otherwise
public record Job(
        JobId id,
        PodName pod,
        Map<String, String> parameters,
        JobState state,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String node,
        int attempts,
        String result,
        String reason) {

    public Job {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public static Job accepted(JobId id, PodName pod, Map<String, String> parameters, Instant at) {
        return new Job(id, pod, parameters, JobState.QUEUED, at, null, null, "", 0, "", "");
    }

    public Job running(Instant at) {
        return new Job(
                id,
                pod,
                parameters,
                JobState.RUNNING,
                acceptedAt,
                at,
                null,
                "",
                attempts + 1,
                "",
                "");
    }

    /// Back to the queue: it was handed out but did not run, or may be run again.
    public Job queuedAgain() {
        return new Job(
                id, pod, parameters, JobState.QUEUED, acceptedAt, null, null, "", attempts, "", "");
    }

    public Job completed(Instant at, String byNode, String answer) {
        return new Job(
                id,
                pod,
                parameters,
                JobState.COMPLETED,
                acceptedAt,
                startedAt,
                at,
                byNode,
                attempts,
                answer,
                "");
    }

    public Job failed(Instant at, String byNode, String why) {
        return new Job(
                id,
                pod,
                parameters,
                JobState.FAILED,
                acceptedAt,
                startedAt,
                at,
                byNode,
                attempts,
                "",
                why);
    }

    public Job cancelled(Instant at, String why) {
        return new Job(
                id,
                pod,
                parameters,
                JobState.CANCELLED,
                acceptedAt,
                startedAt,
                at,
                node,
                attempts,
                "",
                why);
    }

    /// From acceptance to the end, waiting included; empty while open.
    public Optional<Duration> latency() {
        return finishedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(acceptedAt, finishedAt));
    }
}
