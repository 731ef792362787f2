package dev.elasticcloud.manager.model;

/// Proof that a command was taken in; it is done when a snapshot's generation has reached this.
public record Receipt(long generation) {}
