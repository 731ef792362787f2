package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.JobLedger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The query for one page of the list of jobs.
///
/// It reads the newest of each state by its own index and merges them, so it stays quick with
/// millions of jobs.
///
/// @param values for the placeholders of `sql`
record JobPageQuery(String sql, List<Object> values) {

    JobPageQuery {
        values = List.copyOf(values);
    }

    static JobPageQuery of(JobLedger.Page page) {
        String columns = page.withResults() ? JobRow.COLUMNS : JobRow.COLUMNS_WITHOUT_RESULT;
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
        return new JobPageQuery(sql, values);
    }

    /// Bounds the time of acceptance. Jobs are numbered in the order of their acceptance, except
    /// for some accepted at the same moment, so a bound on the number ends the search early; it is
    /// loose by a second, and the time itself decides.
    private static void addTimes(
            JobLedger.Page page, List<String> conditions, List<Object> values) {
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

    /// A text that is not above any stored time from this second on.
    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    /// One condition for each index that is read: none for all jobs, otherwise one for each state.
    private static List<String> conditions(JobLedger.Page page) {
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
}
