package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.status.ManagerStats;
import java.time.Duration;

/// A cloud managed in this process, which can be taken away altogether.
public interface HostedCloud extends CloudManager {

    /// Drains and removes everything of this cloud from its host, the balancer included, and says
    /// what could not be removed.
    Leftovers tearDown(Duration timeout);

    /// What the manager has done so far, for those who watch over it.
    ManagerStats stats();

    /// The tokens of this cloud, with which others come in once it is served.
    Tokens tokens();

    /// What of a cloud is still on its host.
    record Leftovers(int containers, int networks) {}
}
