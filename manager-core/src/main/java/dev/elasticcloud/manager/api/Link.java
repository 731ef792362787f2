package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.Role;
import java.net.URI;
import java.time.Instant;

/// How a remote manager is reached just now, and what one may ask of it.
///
/// @param connected whether what is shown is what is; else it is as it was at `since`
/// @param since when it came to be so
/// @param detail why there is no connection; empty when there is
public record Link(URI url, Role role, boolean connected, Instant since, String detail) {}
