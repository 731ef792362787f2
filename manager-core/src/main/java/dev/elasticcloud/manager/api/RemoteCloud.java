package dev.elasticcloud.manager.api;

/// A cloud whose manager is somewhere else.
///
/// While the connection is lost, the last snapshot stays with its engine marked as unreachable,
/// listeners are notified of that once, and each request fails within its timeout with
/// [ErrorCode#UNAVAILABLE].
public interface RemoteCloud extends CloudManager {

    Link link();

    /// The tokens of that cloud; for owners.
    Tokens tokens();
}
