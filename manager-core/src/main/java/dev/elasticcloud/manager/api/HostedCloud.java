package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.status.ManagerStats;
import java.time.Duration;

/// A cloud managed in this process, which can be removed entirely.
public interface HostedCloud extends CloudManager {

    /// Drains and removes everything of this cloud from its host, the balancer included, and says
    /// what could not be removed.
    Leftovers tearDown(Duration timeout);

    /// The manager's own counters, for monitoring.
    ManagerStats stats();

    /// The tokens of this cloud, which give others access once it is served.
    Tokens tokens();

    /// What is left of a cloud on its host.
    record Leftovers(int containers, int networks) {}
}
