package dev.elasticcloud.console.connection;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.fx.Latest;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Job requests of the screens. Results arrive on the UI thread, which never waits.
public final class JobClient {

    private static final Logger LOG = LoggerFactory.getLogger(JobClient.class);
    private static final int PAGE = 1_000;

    /// Results may be large.
    private static final int PAGE_WITH_RESULTS = 50;

    private final CloudConnection connection;

    public JobClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// Which jobs the cloud accepted, and why it refused the rest; empty when it accepted all, or
    /// when the user stopped.
    public record Submission(List<Job> accepted, String refusal) {

        public Submission {
            accepted = List.copyOf(accepted);
        }
    }

    /// Requests being sent to the cloud.
    @FunctionalInterface
    public interface Sending {

        /// Stops submitting; accepted jobs continue.
        void stop();
    }

    /// Submits requests one after the other and stops at the first that is refused.
    ///
    /// @param sent receives from time to time how many were accepted so far
    /// @param ended receives the outcome, once
    public Sending submit(
            List<JobRequest> requests, Consumer<Integer> sent, Consumer<Submission> ended) {
        AtomicBoolean going = new AtomicBoolean(true);
        Latest<Integer> progress = new Latest<>(connection.ui(), sent);
        connection.run(
                cloud -> {
                    Submission submission = submit(cloud, requests, going, progress);
                    connection.ui().run(() -> ended.accept(submission));
                });
        return () -> going.set(false);
    }

    private static Submission submit(
            CloudManager cloud,
            List<JobRequest> requests,
            AtomicBoolean going,
            Latest<Integer> progress) {
        List<Job> accepted = new ArrayList<>();
        try {
            for (JobRequest request : requests) {
                if (!going.get()) {
                    break;
                }
                accepted.add(cloud.submit(request));
                progress.offer(accepted.size());
            }
            return new Submission(accepted, "");
        } catch (CloudException e) {
            return new Submission(accepted, e.text());
        } catch (RuntimeException e) {
            LOG.error("The manager failed to accept a job", e);
            return new Submission(accepted, text("connection.jobNotSent", e.getMessage()));
        }
    }

    /// One job with its result.
    public void job(JobId id, Consumer<Job> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.job(id), answered, refused);
    }

    /// One page of jobs without their results, newest first.
    ///
    /// @param before the last job of the previous page; absent for the newest page
    public void page(
            JobFilter filter,
            @Nullable JobId before,
            int most,
            Consumer<List<Job>> answered,
            Consumer<String> refused) {
        connection.ask(cloud -> cloud.jobs(filter.query(most, before)), answered, refused);
    }

    /// Delivers all jobs of a filter page by page, newest first, on a background thread.
    ///
    /// @param page receives each page, and returns false to stop
    /// @param ended called on the UI thread after the last page
    public void pages(
            JobFilter filter,
            boolean withResults,
            Predicate<List<Job>> page,
            Runnable ended,
            Consumer<String> refused) {
        connection.ask(
                cloud -> {
                    int most = withResults ? PAGE_WITH_RESULTS : PAGE;
                    JobId before = null;
                    while (true) {
                        var query = filter.query(most, before);
                        List<Job> jobs = cloud.jobs(withResults ? query.includingResults() : query);
                        if (!page.test(jobs) || jobs.size() < most) {
                            return true;
                        }
                        before = jobs.getLast().id();
                    }
                },
                all -> ended.run(),
                refused);
    }

    /// Cancels jobs; those that have ended meanwhile stay as they are.
    public void cancel(List<JobId> jobs, Runnable cancelled, Consumer<String> refused) {
        connection.ask(
                cloud -> {
                    jobs.forEach(id -> cancel(cloud, id));
                    return jobs.size();
                },
                count -> cancelled.run(),
                refused);
    }

    private static void cancel(CloudManager cloud, JobId id) {
        try {
            cloud.cancel(id);
        } catch (CloudException e) {
            // It ended before it could be cancelled, which is fine.
        }
    }
}
