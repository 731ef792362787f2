package dev.elasticcloud.console.feature.balancer;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;

/// A backend or server as the table shows it.
///
/// @param difference how it differs from what the manager wants; empty when it does not
/// @param accent the style class of its pod's colour
record ServerItem(BalancerReport.Row row, String difference, String accent) {

    String key() {
        return row.pod() + "/" + row.server();
    }

    PodName pod() {
        return row.pod();
    }

    boolean isBackend() {
        return row.isBackend();
    }

    /// How many of the slots are taken, 0 to 1; 0 where there is no limit.
    double load() {
        return row.slots() == 0 ? 0 : (double) row.sessions() / row.slots();
    }

    boolean isIn() {
        return row.status().startsWith("UP");
    }
}
