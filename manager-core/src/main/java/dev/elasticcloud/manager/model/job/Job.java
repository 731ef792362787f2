package dev.elasticcloud.manager.model.job;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The record of one job from its acceptance to its end.
///
/// @param startedAt when it was last sent to a node; absent while it waits
/// @param node which node answered; empty until then, or when none did
/// @param earlier the earlier runs: a job is only repeated with such a record
/// @param result the program's answer as text, JSON or not; empty unless completed
/// @param reason why it failed or was cancelled; empty otherwise
/// @param user who asked for it; empty when unknown
/// @param resultType the media type of the answer as the program gave it; followed by `;base64`
///     when the answer is not text and `result` holds it in that encoding; empty for JSON without
///     a declared type
public record Job(
        JobId id,
        PodName pod,
        Map<String, String> parameters,
        JobOptions options,
        JobState state,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String node,
        List<JobTry> earlier,
        String result,
        String reason,
        @AddedLater String user,
        @AddedLater String resultType) {

    /// Marks a result that is not text, as in a data URL (RFC 2397).
    public static final String BASE64 = ";base64";

    public Job {
        user = Objects.requireNonNullElse(user, "");
        resultType = Objects.requireNonNullElse(resultType, "");
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        earlier = List.copyOf(earlier);
    }

    public static Job accepted(JobId id, PodName pod, Map<String, String> parameters, Instant at) {
        return accepted(id, new JobRequest(pod, parameters), at);
    }

    public static Job accepted(JobId id, JobRequest request, Instant at) {
        return new Job(
                id,
                request.pod(),
                request.parameters(),
                request.options(),
                JobState.QUEUED,
                at,
                null,
                null,
                "",
                List.of(),
                "",
                "",
                request.user(),
                "");
    }

    public Job running(Instant at) {
        return with(JobState.RUNNING, at, null, earlier, "", "", "", "");
    }

    /// Requeued: it was dispatched, but no node took it.
    public Job queuedAgain() {
        return with(JobState.QUEUED, null, null, earlier, "", "", "", "");
    }

    /// Requeued to be run again: its run broke off.
    public Job brokenOff(Instant at, String why) {
        JobTry broken = new JobTry(startedAt == null ? at : startedAt, at, why);
        List<JobTry> tries = Stream.concat(earlier.stream(), Stream.of(broken)).toList();
        return with(JobState.QUEUED, null, null, tries, "", "", "", "");
    }

    public Job completed(Instant at, String byNode, String answer) {
        return completed(at, byNode, answer, "");
    }

    /// @param type the answer's type in the form of [#resultType]
    public Job completed(Instant at, String byNode, String answer, String type) {
        return with(JobState.COMPLETED, startedAt, at, earlier, byNode, answer, "", type);
    }

    /// The answer's bytes, as the program sent them.
    public byte[] resultBytes() {
        return resultType.endsWith(BASE64)
                ? Base64.getDecoder().decode(result)
                : result.getBytes(StandardCharsets.UTF_8);
    }

    /// The media type of [#resultBytes].
    public String mediaType() {
        String type =
                resultType.endsWith(BASE64)
                        ? resultType.substring(0, resultType.length() - BASE64.length())
                        : resultType;
        return type.isEmpty() ? "application/json" : type;
    }

    public Job failed(Instant at, String byNode, String why) {
        return with(JobState.FAILED, startedAt, at, earlier, byNode, "", why, "");
    }

    public Job cancelled(Instant at, String why) {
        return with(JobState.CANCELLED, startedAt, at, earlier, node, "", why, "");
    }

    private Job with(
            JobState nowIn,
            @Nullable Instant started,
            @Nullable Instant finished,
            List<JobTry> tries,
            String byNode,
            String answer,
            String why,
            String type) {
        return new Job(
                id,
                pod,
                parameters,
                options,
                nowIn,
                acceptedAt,
                started,
                finished,
                byNode,
                tries,
                answer,
                why,
                user,
                type);
    }

    /// How often it was sent to a node that may have run it.
    public int attempts() {
        return earlier.size() + (startedAt == null ? 0 : 1);
    }

    /// From acceptance to the end, waiting included; empty while open.
    public Optional<Duration> latency() {
        return finishedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(acceptedAt, finishedAt));
    }
}
