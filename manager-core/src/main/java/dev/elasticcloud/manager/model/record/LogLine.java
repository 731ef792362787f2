package dev.elasticcloud.manager.model.record;

import java.time.Instant;

/// One line that a node's program wrote.
///
/// @param error whether it went to the error output
public record LogLine(Instant at, boolean error, String text) {}
