package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.JobLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The jobs and their sums, which change in the same transaction.
///
/// Sums are read from one row per pod, never counted from the jobs; so they still hold when jobs
/// that ended long ago are taken out (see [JobPruning]). Queries take the newest of each state by
/// an index of its own and merge them, so they stay quick with millions of jobs. What is kept of
/// very long results and parameters: see [JobSizeLimits].
final class SqliteJobs implements JobLedger {

    private static final String COLUMNS =
            "seq, id, pod, state, parameters, timeout_ms, idempotent, request_key, accepted_at,"
                    + " started_at, finished_at, node, earlier, result, reason, user, result_type";

    private static final String COLUMNS_WITHOUT_RESULT =
            COLUMNS.replace(" result,", " '' AS result,");

    private static final String IS_OPEN = "state IN ('QUEUED', 'RUNNING')";

    private final Database database;
    private final Database reader;
    private final StoreJson json;
    private final JobSizeLimits caps;
    private final JobPruning pruning;

    /// @param reader where lists are read and keep nobody waiting
    SqliteJobs(Database database, Database reader, StoreJson json, JobPruning pruning) {
        this.database = database;
        this.reader = reader;
        this.json = json;
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
                                                + COLUMNS
                                                + " FROM jobs WHERE request_key = ?",
                                        key)
                                .map(
                                        (row, context) ->
                                                new Earlier(
                                                        job(row),
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
            // By the pod that was accepted: an update never moves a job to another one.
            handle.execute(
                    "UPDATE job_counts SET open = open - 1, %1$s = %1$s + 1 WHERE pod = (SELECT pod FROM jobs WHERE id = ?)"
                            .formatted(sumOf(job.state())),
                    job.id().value());
            pruning.afterEnd(handle);
        }
        return true;
    }

    /// The earlier runs as JSON; empty for the many jobs that have none.
    private String tries(Job job) {
        return job.earlier().isEmpty() ? "" : json.write(job.earlier());
    }

    @Override
    public Optional<Job> find(JobId id) {
        return database.read(
                "find job " + id,
                handle ->
                        handle.select("SELECT " + COLUMNS + " FROM jobs WHERE id = ?", id.value())
                                .map((row, context) -> job(row))
                                .findOne());
    }

    /// Read beside the writers, so that a long list keeps no job waiting.
    @Override
    public List<Job> page(Page page) {
        String columns = page.withResults() ? COLUMNS : COLUMNS_WITHOUT_RESULT;
        int limit = Math.max(0, page.most());
        List<Object> values = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String condition : conditions(page)) {
            List<String> conditions = new ArrayList<>();
            if (!condition.isEmpty()) {
                conditions.add(condition);
            }
            PodName pod = page.pod();
            if (pod != null) {
                conditions.add("pod = ?");
                values.add(pod.value());
            }
            JobId before = page.before();
            if (before != null) {
                conditions.add("seq < (SELECT seq FROM jobs WHERE id = ?)");
                values.add(before.value());
            }
            String user = page.user();
            if (user != null) {
                conditions.add("user = ?");
                values.add(user);
            }
            addTimes(page, conditions, values);
            parts.add(
                    "SELECT * FROM (SELECT %s FROM jobs%s ORDER BY seq DESC LIMIT %s)"
                            .formatted(columns, where(conditions), Integer.toString(limit)));
        }
        String sql = String.join(" UNION ALL ", parts) + " ORDER BY seq DESC LIMIT " + limit;
        return select(reader, sql, values.toArray());
    }

    /// Bounds the time of acceptance. The order of jobs is that of their acceptance but for some that
    /// were accepted at the same moment, so a bound on the number ends the search early; it is
    /// loose by a second, and the time itself decides.
    private static void addTimes(Page page, List<String> conditions, List<Object> values) {
        Instant from = page.from();
        if (from != null) {
            conditions.add("accepted_at >= ?");
            values.add(second(from));
            conditions.add(
                    "seq >= COALESCE((SELECT seq FROM jobs WHERE accepted_at >= ? ORDER BY accepted_at LIMIT 1), 0)");
            values.add(second(from.minusSeconds(1)));
        }
        Instant until = page.until();
        if (until != null) {
            conditions.add("accepted_at < ?");
            values.add(second(until));
            conditions.add(
                    "seq <= COALESCE((SELECT seq FROM jobs WHERE accepted_at < ? ORDER BY accepted_at DESC LIMIT 1), 0)");
            values.add(second(until.plusSeconds(1)));
        }
    }

    /// What every stored time within this second and later is not below.
    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    /// One condition for each index that is read: none for all jobs, else one for each state.
    private static List<String> conditions(Page page) {
        boolean byOrder = page.pod() == null || page.user() != null;
        if (byOrder && page.states().isEmpty()) {
            return List.of("");
        }
        Set<JobState> states =
                page.states().isEmpty()
                        ? EnumSet.allOf(JobState.class)
                        : EnumSet.copyOf(page.states());
        return states.stream().map(state -> "state = '" + state.name() + "'").toList();
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    @Override
    public List<Job> open() {
        return select(
                database, "SELECT %s FROM jobs WHERE %s ORDER BY seq".formatted(COLUMNS, IS_OPEN));
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
                                .map((row, context) -> counts.put(pod(row), sums(row)))
                                .list());
        return counts;
    }

    private List<Job> select(Database from, String sql, Object... values) {
        return from.read(
                "read jobs",
                handle -> handle.select(sql, values).map((row, context) -> job(row)).list());
    }

    private Job job(ResultSet row) throws SQLException {
        String tries = row.getString("earlier");
        return new Job(
                new JobId(row.getString("id")),
                pod(row),
                json.readParameters(row.getString("parameters")),
                options(row),
                JobState.valueOf(row.getString("state")),
                Instant.parse(row.getString("accepted_at")),
                instant(row.getString("started_at")),
                instant(row.getString("finished_at")),
                row.getString("node"),
                tries.isEmpty() ? List.of() : json.readTries(tries),
                row.getString("result"),
                row.getString("reason"),
                row.getString("user"),
                row.getString("result_type"));
    }

    private static JobOptions options(ResultSet row) throws SQLException {
        Object timeout = row.getObject("timeout_ms");
        Object idempotent = row.getObject("idempotent");
        return new JobOptions(
                timeout instanceof Number millis ? Duration.ofMillis(millis.longValue()) : null,
                row.getString("request_key"),
                idempotent instanceof Number flag ? flag.intValue() != 0 : null);
    }

    private static PodName pod(ResultSet row) throws SQLException {
        return PodName.of(row.getString("pod"));
    }

    private static JobCounts sums(ResultSet row) throws SQLException {
        return new JobCounts(
                row.getLong("accepted"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("cancelled"),
                row.getLong("open"));
    }

    /// The column of the sums that a job in this state counts in.
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

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
