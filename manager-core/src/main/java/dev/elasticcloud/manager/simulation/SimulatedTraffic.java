package dev.elasticcloud.manager.simulation;

/// What the simulated balancer counts for one pod, over all nodes it ever had; guarded by its cloud.
final class SimulatedTraffic {

    int queued;
    long requests;
    long responses;
    long failures;
}
