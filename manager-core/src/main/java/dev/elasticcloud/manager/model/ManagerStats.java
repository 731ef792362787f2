package dev.elasticcloud.manager.model;

/// What a manager has done since its start; counters that only grow.
///
/// @param rounds how often the loop went round
/// @param roundSeconds how long all rounds took together
/// @param engineCalls requests to the container engine
/// @param balancerCalls exchanges with the balancer
public record ManagerStats(
        long rounds, double roundSeconds, long engineCalls, long balancerCalls) {}
