package dev.elasticcloud.manager.simulation;

/// The simulated balancer's counts for one pod, over all nodes it ever had; guarded by its cloud.
final class SimulatedTraffic {

    int queued;
    long requests;
    long responses;
    long failures;
}
