package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.Role;
import java.net.URI;
import java.time.Instant;

/// The state of the connection to a remote manager, and what its token allows.
///
/// @param connected whether the snapshot shown is current; otherwise it dates from `since`
/// @param since when the connection entered this state
/// @param detail why there is no connection; empty when there is
public record Link(URI url, Role role, boolean connected, Instant since, String detail) {}
