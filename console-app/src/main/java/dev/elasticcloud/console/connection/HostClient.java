package dev.elasticcloud.console.connection;

import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import java.util.function.Consumer;

/// Requests of the screens about the hosts and the balancer.
public final class HostClient {

    private final CloudConnection connection;

    public HostClient(CloudConnection connection) {
        this.connection = connection;
    }

    /// How much of each host may be promised to nodes.
    public void policy(Consumer<HostPolicy> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.hostPolicy(), answered, refused);
    }

    /// The balancer's statistics and configuration.
    public void balancer(Consumer<BalancerReport> answered, Consumer<String> refused) {
        connection.ask(cloud -> cloud.balancer(), answered, refused);
    }
}
