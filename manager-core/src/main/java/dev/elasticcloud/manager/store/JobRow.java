package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads jobs and their sums from rows of the database.
final class JobRow {

    /// The columns that [#job] reads.
    static final String COLUMNS =
            "seq, id, pod, state, parameters, timeout_ms, idempotent, request_key, accepted_at,"
                    + " started_at, finished_at, node, earlier, result, reason, user, result_type";

    /// The same with an empty result.
    static final String COLUMNS_WITHOUT_RESULT = COLUMNS.replace(" result,", " '' AS result,");

    private final StoreJson json;

    JobRow(StoreJson json) {
        this.json = json;
    }

    Job job(ResultSet row) throws SQLException {
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

    static PodName pod(ResultSet row) throws SQLException {
        return PodName.of(row.getString("pod"));
    }

    static JobCounts sums(ResultSet row) throws SQLException {
        return new JobCounts(
                row.getLong("accepted"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("cancelled"),
                row.getLong("open"));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
