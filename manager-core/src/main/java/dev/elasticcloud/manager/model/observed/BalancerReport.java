package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.PodName;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The balancer's own statistics for each backend and server, and its configuration.
///
/// @param rows each backend, followed by its servers; none while the balancer does not run
/// @param configuration the file as last written; empty if there is none
public record BalancerReport(List<Row> rows, String configuration) {

    public static final BalancerReport NONE = new BalancerReport(List.of(), "");

    public BalancerReport {
        rows = List.copyOf(rows);
    }

    /// A backend or one of its servers.
    ///
    /// @param pod the pod whose backend it is
    /// @param server the server's name, that of its node; empty for the backend as a whole
    /// @param status as the balancer reports it, such as `UP`, `DRAIN`, `MAINT` or `UP 2/3`
    /// @param address where requests go; empty for a backend
    /// @param slots how many requests a server takes at once; 0 where there is no limit
    /// @param sessions requests it is handling now
    /// @param queued requests waiting for it now
    /// @param rate requests in the last second
    /// @param total requests since the balancer started or the server joined
    /// @param errors requests that failed at it: no connection, a broken answer or a status 5xx
    /// @param retries requests retried after it failed
    /// @param responseMillis mean time to the end of an answer, over the last 1,024 requests
    /// @param check the result of the last health check, such as `L7OK`; empty for a backend
    /// @param checkMillis how long that check took
    /// @param since how long it has had this status; absent if the balancer does not report it
    public record Row(
            PodName pod,
            String server,
            String status,
            String address,
            int slots,
            int sessions,
            int queued,
            int rate,
            long total,
            long errors,
            long retries,
            OptionalDouble responseMillis,
            String check,
            OptionalDouble checkMillis,
            @Nullable Duration since) {

        public boolean isBackend() {
            return server.isEmpty();
        }
    }
}
