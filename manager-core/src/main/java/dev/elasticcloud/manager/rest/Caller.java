package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.model.Role;

/// Who asks.
///
/// @param tokenId the token that was shown; empty when none was
/// @param from the address it comes from
record Caller(String tokenId, String name, Role role, String from) {

    /// How the audit log names it.
    String shown() {
        return tokenId.isEmpty() ? name : name + " (" + tokenId + ")";
    }
}
