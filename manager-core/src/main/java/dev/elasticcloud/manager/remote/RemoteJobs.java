package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/// The jobs of a remote manager.
final class RemoteJobs {

    /// The most jobs in one response.
    private static final int PAGE = 1_000;

    private static final int PAGE_WITH_RESULTS = 50;

    /// How long one request asks the manager to wait for a job.
    private static final Duration ONE_WAIT = Duration.ofSeconds(30);

    private final ApiClient wire;

    RemoteJobs(ApiClient wire) {
        this.wire = wire;
    }

    Job submit(JobRequest request) {
        JobOptions options = request.options();
        HttpUrl.Builder url = wire.at("/v1/pods/" + request.pod() + "/jobs");
        Duration timeout = options.timeout();
        if (timeout != null) {
            url.addQueryParameter("timeout", Durations.format(timeout));
        }
        Boolean idempotent = options.idempotent();
        if (idempotent != null) {
            url.addQueryParameter("idempotent", idempotent.toString());
        }
        return wire.postOnce(url.build(), request.parameters(), options.key(), Job.class);
    }

    Job job(JobId id) {
        return wire.get(wire.at("/v1/jobs/" + id).build(), Job.class);
    }

    Job await(JobId id, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Duration wait = left.compareTo(ONE_WAIT) > 0 ? ONE_WAIT : left;
            HttpUrl url =
                    wire.at("/v1/jobs/" + id)
                            .addQueryParameter("wait", wait.toMillis() + "ms")
                            .build();
            Job job = wire.get(url, Job.class, wait.plus(ApiClient.PROMPT));
            if (job.state().isFinal()) {
                return job;
            }
            if (System.nanoTime() >= end) {
                throw CloudException.stillOpen(job, timeout);
            }
        }
    }

    /// Reads page by page, because the manager limits how many jobs it returns at once.
    List<Job> jobs(JobQuery query) {
        int atOnce = query.withResults() ? PAGE_WITH_RESULTS : PAGE;
        List<Job> jobs = new ArrayList<>();
        JobQuery rest = query;
        while (true) {
            int limit = Math.min(atOnce, query.most() - jobs.size());
            List<Job> page = page(rest.withMost(limit));
            jobs.addAll(page);
            if (page.size() < limit || jobs.size() >= query.most()) {
                return jobs;
            }
            rest = rest.before(page.getLast().id());
        }
    }

    private List<Job> page(JobQuery query) {
        HttpUrl.Builder url =
                wire.at("/v1/jobs").addQueryParameter("limit", Integer.toString(query.most()));
        PodName pod = query.pod();
        if (pod != null) {
            url.addQueryParameter("pod", pod.value());
        }
        if (!query.states().isEmpty()) {
            url.addQueryParameter(
                    "state",
                    query.states().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
        JobId before = query.before();
        if (before != null) {
            url.addQueryParameter("before", before.value());
        }
        if (query.withResults()) {
            url.addQueryParameter("results", "true");
        }
        Instant from = query.from();
        if (from != null) {
            url.addQueryParameter("from", from.toString());
        }
        Instant until = query.until();
        if (until != null) {
            url.addQueryParameter("until", until.toString());
        }
        String user = query.user();
        if (user != null) {
            url.addQueryParameter("user", user);
        }
        return wire.list(url.build(), Job.class);
    }

    Job cancel(JobId id) {
        return wire.delete(wire.at("/v1/jobs/" + id).build(), Job.class);
    }
}
