package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The jobs of a sample cloud, newest first.
final class SampleJobs {

    private static final int FIRST_NUMBER = 40_321;
    private static final String[] USERS = {"ana", "tom", "ci", "ana", "lena"};

    private final List<Job> jobs = new ArrayList<>();

    SampleJobs(List<PodSpec> pods, int count, Instant at, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            jobs.add(job(i, pods.get(random.nextInt(pods.size())), at, random));
        }
    }

    private static Job job(int i, PodSpec pod, Instant now, Random random) {
        Instant accepted = now.minusMillis(900L + i * 7_300L + random.nextInt(5_000));
        Instant started = accepted.plusMillis(4 + random.nextInt(300));
        Instant ended = started.plusMillis(60 + random.nextInt(900));
        JobState state = state(i);
        Map<String, String> parameters = new TreeMap<>();
        for (JobParameter parameter : pod.job().parameters()) {
            if (!parameter.defaultValue().isEmpty() && parameter.defaultValue().length() < 20) {
                parameters.put(parameter.name(), parameter.defaultValue());
            }
        }
        boolean ran = state != JobState.QUEUED && state != JobState.CANCELLED;
        String node = ran ? pod.name() + "-" + (1 + i % 3) : "";
        return new Job(
                new JobId("job-%d".formatted(FIRST_NUMBER - i)),
                pod.name(),
                parameters,
                JobOptions.NONE,
                state,
                accepted,
                ran ? started : null,
                state.isFinal() ? ended : null,
                state.isFinal() ? node : "",
                List.of(),
                state == JobState.COMPLETED ? result(pod, i) : "",
                switch (state) {
                    case FAILED -> "The program answered with status 500: out of memory";
                    case CANCELLED -> "cancelled by its user";
                    case QUEUED, RUNNING, COMPLETED -> "";
                },
                USERS[i % USERS.length],
                state == JobState.COMPLETED ? "application/json" : "");
    }

    private static JobState state(int i) {
        if (i < 2) {
            return JobState.QUEUED;
        }
        if (i < 6) {
            return JobState.RUNNING;
        }
        return i % 19 == 8
                ? JobState.FAILED
                : i % 31 == 11 ? JobState.CANCELLED : JobState.COMPLETED;
    }

    private static String result(PodSpec pod, int i) {
        return """
        {"program": "%s", "result": {"value": %.4f, "steps": %d}, "node": "%s-%d", "seconds": %.3f}
        """
                .formatted(
                        pod.name(),
                        3.1416 + i / 10_000.0,
                        500 + i,
                        pod.name(),
                        1 + i % 3,
                        0.06 + i % 90 / 100.0)
                .strip();
    }

    Job job(JobId id) {
        return jobs.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new CloudException(ErrorCode.NOT_FOUND, "There is no job " + id));
    }

    List<Job> page(JobQuery query) {
        List<Job> after = jobs;
        JobId before = query.before();
        if (before != null) {
            int last = jobs.indexOf(job(before));
            after = jobs.subList(last + 1, jobs.size());
        }
        return after.stream().filter(job -> fits(job, query)).limit(query.most()).toList();
    }

    private static boolean fits(Job job, JobQuery query) {
        return (query.pod() == null || query.pod().equals(job.pod()))
                && (query.states().isEmpty() || query.states().contains(job.state()))
                && (query.user() == null || query.user().equals(job.user()))
                && (query.from() == null || !job.acceptedAt().isBefore(query.from()))
                && (query.until() == null || job.acceptedAt().isBefore(query.until()));
    }
}
