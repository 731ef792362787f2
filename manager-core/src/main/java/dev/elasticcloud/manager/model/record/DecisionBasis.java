package dev.elasticcloud.manager.model.record;

/// What a decision was based on.
public record DecisionBasis(PolicySettings settings, DecisionInput input) {}
