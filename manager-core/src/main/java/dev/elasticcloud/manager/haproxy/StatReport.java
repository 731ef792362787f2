package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.ShowStat.Row;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// HAProxy's statistics in readable form. The balancer's own frontends and reserve servers, whose
/// names have a dot, are left out.
final class StatReport {

    private StatReport() {}

    /// Each backend, followed by its servers.
    ///
    /// @param output the answer to `show stat`
    static List<BalancerReport.Row> rows(String output) {
        Map<String, Row> backends = new LinkedHashMap<>();
        Map<String, List<BalancerReport.Row>> servers = new LinkedHashMap<>();
        for (Row row : ShowStat.stat(output)) {
            String proxy = row.text("pxname");
            String server = row.text("svname");
            if (proxy.indexOf('.') >= 0 || server.indexOf('.') >= 0) {
                continue;
            }
            if (server.equals("BACKEND")) {
                backends.put(proxy, row);
            } else {
                servers.computeIfAbsent(proxy, p -> new ArrayList<>()).add(row(row, server));
            }
        }
        List<BalancerReport.Row> rows = new ArrayList<>();
        backends.forEach(
                (proxy, row) -> {
                    rows.add(row(row, ""));
                    rows.addAll(servers.getOrDefault(proxy, List.of()));
                });
        return rows;
    }

    private static BalancerReport.Row row(Row row, String server) {
        boolean backend = server.isEmpty();
        return new BalancerReport.Row(
                PodName.of(row.text("pxname")),
                server,
                row.text("status"),
                row.text("addr"),
                // A backend's limit is that of its frontend and says nothing about its servers.
                backend ? 0 : (int) row.number("slim"),
                (int) row.number("scur"),
                (int) row.number("qcur"),
                (int) row.number("rate"),
                row.number("stot"),
                row.number("econ") + row.number("eresp") + row.number("hrsp_5xx"),
                row.number("wretr"),
                row.number("stot") == 0 ? OptionalDouble.empty() : millis(row, "ttime"),
                // A check under way is marked by a star before the last result.
                row.text("check_status").replace("* ", ""),
                millis(row, "check_duration"),
                since(row));
    }

    private static OptionalDouble millis(Row row, String column) {
        return row.text(column).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.number(column));
    }

    private static @Nullable Duration since(Row row) {
        return row.text("lastchg").isEmpty() ? null : Duration.ofSeconds(row.number("lastchg"));
    }
}
