package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Describes jobs in the words of the people who run them.
final class JobText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final int LONGEST_VALUE = 24;

    /// Technical terms of the cloud that users of jobs need not know.
    private static final List<String> INNER =
            List.of("node", "pod", "balancer", "manager", "container", "docker", "http", "socket");

    private JobText() {}

    static String state(JobState state) {
        return switch (state) {
            case QUEUED -> text("jobs.state.waiting");
            case RUNNING -> text("jobs.state.running");
            case COMPLETED -> text("jobs.state.done");
            case FAILED -> text("jobs.state.failed");
            case CANCELLED -> text("jobs.state.cancelled");
        };
    }

    static String at(Instant at, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        ZonedDateTime then = at.atZone(zone);
        boolean today = then.toLocalDate().equals(LocalDate.ofInstant(now, zone));
        return (today ? TIME : DAY).format(then);
    }

    static String waited(Job job) {
        return between(job.acceptedAt(), job.startedAt());
    }

    static String ran(Job job) {
        return between(job.startedAt(), job.finishedAt());
    }

    private static String between(@Nullable Instant from, @Nullable Instant until) {
        return from == null || until == null
                ? Figures.UNKNOWN
                : ElapsedTime.of(Duration.between(from, until));
    }

    /// The given values in short; values left at their defaults are omitted.
    static String parameters(Map<String, String> values) {
        return values.isEmpty()
                ? text("jobs.defaultValues")
                : values.entrySet().stream()
                        .map(e -> e.getKey() + " " + brief(e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String brief(String value) {
        String line = value.replaceAll("\\s+", " ").strip();
        if (isNotKept(line)) {
            return text("jobs.tooLong");
        }
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    /// Whether a value was too long to keep, so that only a note of it is left.
    static boolean isNotKept(String value) {
        return value.matches("\\([0-9,.\\s\\u202f\\u00a0]+ characters, not kept\\)");
    }

    /// Why a job has no result.
    ///
    /// @param owner whether the reader is the owner, who knows the technical terms
    static String reason(Job job, boolean owner) {
        String reason = job.reason();
        String small = reason.toLowerCase(Locale.ROOT);
        if (owner || INNER.stream().noneMatch(small::contains)) {
            return reason;
        }
        if (small.contains("no answer within") || small.contains("no answer in")) {
            return text("jobs.reason.timeLimit");
        }
        return text("jobs.reason.inner", job.id());
    }
}
