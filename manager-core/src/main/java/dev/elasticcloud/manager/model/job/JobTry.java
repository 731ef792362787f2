package dev.elasticcloud.manager.model.job;

import java.time.Instant;

/// One run of a job that broke off and was followed by another, with the reason.
public record JobTry(Instant startedAt, Instant endedAt, String reason) {}
