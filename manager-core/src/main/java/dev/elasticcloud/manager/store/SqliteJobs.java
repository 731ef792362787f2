package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.JobLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The jobs and their sums, which change in the same transaction.
///
/// Sums are read from one row per pod, never counted from the jobs; so they stay correct when jobs
/// that ended long ago are pruned (see [JobPruning]). Queries take the newest of each state by an
/// index of its own and merge them, so they stay quick with millions of jobs. For very long
/// results and parameters see [JobSizeLimits].
final class SqliteJobs implements JobLedger {

    private static final String IS_OPEN = "state IN ('QUEUED', 'RUNNING')";

    private final Database database;
    private final Database reader;
    private final StoreJson json;
    private final JobRow rows;
    private final JobSizeLimits caps;
    private final JobPruning pruning;

    /// @param reader a second connection, so that reading lists delays nobody
    SqliteJobs(Database database, Database reader, StoreJson json, JobPruning pruning) {
        this.database = database;
        this.reader = reader;
        this.json = json;
        this.rows = new JobRow(json);
        this.caps = new JobSizeLimits(json);
        this.pruning = pruning;
    }

    @Override
    public void accept(Job job) {
        JobOptions options = job.options();
        Duration timeout = options.timeout();
        String parameters = json.write(job.parameters());
        String digest =
                options.key() == null
                        ? null
                        : RequestDigest.of(job.pod(), job.parameters(), options);
        String sum = sumOf(job.state());
        database.change(
                "accept job " + job.id(),
                handle -> {
                    handle.execute(
                            "INSERT INTO jobs (id, pod, state, parameters, timeout_ms, idempotent,"
                                    + " request_key, request_digest, accepted_at, started_at,"
                                    + " finished_at, node, earlier, result, reason, user,"
                                    + " result_type)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                    + " ?)",
                            job.id().value(),
                            job.pod().value(),
                            job.state().name(),
                            parameters,
                            timeout == null ? null : timeout.toMillis(),
                            options.idempotent(),
                            options.key(),
                            digest,
                            job.acceptedAt().toString(),
                            text(job.startedAt()),
                            text(job.finishedAt()),
                            job.node(),
                            tries(job),
                            caps.result(job.result()),
                            job.reason(),
                            job.user(),
                            caps.type(job));
                    return handle.execute(
                            "INSERT INTO job_counts (pod, accepted, %1$s) VALUES (?, 1, 1) ON CONFLICT (pod) DO UPDATE SET accepted = accepted + 1, %1$s = %1$s + 1"
                                    .formatted(sum),
                            job.pod().value());
                });
    }

    @Override
    public Optional<Earlier> earlier(JobRequest request) {
        String key = request.options().key();
        if (key == null) {
            return Optional.empty();
        }
        String digest = RequestDigest.of(request.pod(), request.parameters(), request.options());
        return database.read(
                "find the job of a key",
                handle ->
                        handle.select(
                                        "SELECT request_digest, "
                                                + JobRow.COLUMNS
                                                + " FROM jobs WHERE request_key = ?",
                                        key)
                                .map(
                                        (row, context) ->
                                                new Earlier(
                                                        rows.job(row),
                                                        digest.equals(
                                                                row.getString("request_digest"))))
                                .findOne());
    }

    @Override
    public boolean update(Job job) {
        Optional<Map<String, String>> shortened =
                job.state().isFinal() ? caps.parameters(job.parameters()) : Optional.empty();
        Optional<String> parameters = shortened.map(json::write);
        String result = caps.result(job.result());
        String tries = tries(job);
        return database.change(
                "update job " + job.id(), handle -> update(handle, job, tries, result, parameters));
    }

    private boolean update(
            Handle handle, Job job, String tries, String result, Optional<String> parameters) {
        int changed =
                handle.execute(
                        "UPDATE jobs SET state = ?, started_at = ?, finished_at = ?, node = ?,"
                                + " earlier = ?, result = ?, reason = ?, result_type = ? WHERE id = ? AND "
                                + IS_OPEN,
                        job.state().name(),
                        text(job.startedAt()),
                        text(job.finishedAt()),
                        job.node(),
                        tries,
                        result,
                        job.reason(),
                        caps.type(job),
                        job.id().value());
        if (changed == 0) {
            return false;
        }
        parameters.ifPresent(
                kept ->
                        handle.execute(
                                "UPDATE jobs SET parameters = ? WHERE id = ?",
                                kept,
                                job.id().value()));
        if (job.state().isFinal()) {
            // By the pod at acceptance: an update never moves a job to another pod.
            handle.execute(
                    "UPDATE job_counts SET open = open - 1, %1$s = %1$s + 1 WHERE pod = (SELECT pod FROM jobs WHERE id = ?)"
                            .formatted(sumOf(job.state())),
                    job.id().value());
            pruning.afterEnd(handle);
        }
        return true;
    }

    /// The earlier runs as JSON; empty for jobs without any.
    private String tries(Job job) {
        return job.earlier().isEmpty() ? "" : json.write(job.earlier());
    }

    @Override
    public Optional<Job> find(JobId id) {
        return database.read(
                "find job " + id,
                handle ->
                        handle.select(
                                        "SELECT " + JobRow.COLUMNS + " FROM jobs WHERE id = ?",
                                        id.value())
                                .map((row, context) -> rows.job(row))
                                .findOne());
    }

    /// Read on its own connection, so that a long list delays no job.
    @Override
    public List<Job> page(Page page) {
        JobPageQuery query = JobPageQuery.of(page);
        return select(reader, query.sql(), query.values().toArray());
    }

    @Override
    public List<Job> open() {
        return select(
                database,
                "SELECT %s FROM jobs WHERE %s ORDER BY seq".formatted(JobRow.COLUMNS, IS_OPEN));
    }

    @Override
    public Map<PodName, JobCounts> counts() {
        Map<PodName, JobCounts> counts = new TreeMap<>();
        database.read(
                "read the sums of jobs",
                handle ->
                        handle.select(
                                        "SELECT pod, accepted, completed, failed, cancelled, open"
                                                + " FROM job_counts")
                                .map(
                                        (row, context) ->
                                                counts.put(JobRow.pod(row), JobRow.sums(row)))
                                .list());
        return counts;
    }

    private List<Job> select(Database from, String sql, Object... values) {
        return from.read(
                "read jobs",
                handle -> handle.select(sql, values).map((row, context) -> rows.job(row)).list());
    }

    /// The column of the sums for jobs in this state.
    private static String sumOf(JobState state) {
        return switch (state) {
            case QUEUED, RUNNING -> "open";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
