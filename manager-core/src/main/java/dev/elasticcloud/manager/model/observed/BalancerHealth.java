package dev.elasticcloud.manager.model.observed;

/// Whether the balancer runs, and where requests reach it.
///
/// @param url where requests go, without a pod's name, such as `http://127.0.0.1:8088`
/// @param settled false while a process from before a reload has requests that may still go to any
///     node, or cannot be queried
/// @param detail why it does not run, or what is wrong while it does; empty when all is well
public record BalancerHealth(
        boolean running, String version, String url, boolean settled, String detail) {

    public static final BalancerHealth UNKNOWN =
            new BalancerHealth(false, "", "", true, "not asked yet");
}
