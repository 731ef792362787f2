package dev.elasticcloud.console.feature.balancer;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.HostClient;
import dev.elasticcloud.console.connection.PacedRefresh;
import dev.elasticcloud.console.control.Rows;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The balancer's current state. Requested after a snapshot, at most once a second, while the
/// screen is shown.
public final class BalancerModel {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CloudConnection connection;
    private final HostClient hosts;
    private final PacedRefresh pace;
    private final Rows<String, ServerItem> rows = new Rows<>(ServerItem::key);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper configuration = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private List<ServerItem> items = List.of();
    private String filter = "";
    private boolean differencesOnly;
    private boolean asking;

    public BalancerModel(CloudConnection connection) {
        this.connection = connection;
        this.hosts = new HostClient(connection);
        this.pace = new PacedRefresh(connection, PAUSE, this::refresh);
    }

    /// Sets whether the screen is shown; nothing is requested otherwise.
    void watch(boolean on) {
        pace.watch(on);
    }

    Rows<String, ServerItem> rows() {
        return rows;
    }

    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// HAProxy's file as the manager last wrote it.
    ReadOnlyStringProperty configurationProperty() {
        return configuration.getReadOnlyProperty();
    }

    /// Why the balancer could not be queried; empty when it could.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    private void refresh() {
        if (asking) {
            return;
        }
        asking = true;
        hosts.balancer(
                report -> {
                    asking = false;
                    problem.set("");
                    take(report);
                },
                why -> {
                    asking = false;
                    problem.set(text("balancer.unreadable", why));
                });
    }

    private void take(BalancerReport report) {
        CloudSnapshot snapshot = connection.snapshot();
        items = ServerComparison.compare(report, snapshot);
        configuration.set(report.configuration());
        summary.set(summary(snapshot.balancer()));
        show();
    }

    private String summary(BalancerHealth health) {
        if (!health.running()) {
            return health.detail().isEmpty()
                    ? text("balancer.notRunning")
                    : text("balancer.notRunningWhy", health.detail());
        }
        long servers = items.stream().filter(i -> !i.isBackend()).count();
        long in = items.stream().filter(i -> !i.isBackend() && i.isIn()).count();
        long differing = items.stream().filter(i -> !i.difference().isEmpty()).count();
        return text(
                "balancer.summary",
                health.version(),
                health.url(),
                in,
                count("count.servers", servers),
                differing == 0
                        ? text("balancer.noDifference")
                        : count("balancer.differences", differing));
    }

    private void show() {
        rows.show(
                items.stream()
                        .filter(item -> !differencesOnly || !item.difference().isEmpty())
                        .filter(this::fits)
                        .toList());
    }

    private boolean fits(ServerItem item) {
        String all =
                String.join(
                                " ",
                                item.key(),
                                item.row().status(),
                                item.row().check(),
                                item.row().address(),
                                item.difference())
                        .toLowerCase(Locale.ROOT);
        for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }

    void filter(String text) {
        filter = text;
        show();
    }

    void showDifferencesOnly(boolean on) {
        differencesOnly = on;
        show();
    }
}
