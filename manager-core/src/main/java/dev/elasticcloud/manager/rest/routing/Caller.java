package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.model.Role;

/// Who asks.
///
/// @param tokenId the token that was shown; empty when none was
/// @param from the address it comes from
public record Caller(String tokenId, String name, Role role, String from) {

    /// How the audit log names it.
    public String shown() {
        return tokenId.isEmpty() ? name : name + " (" + tokenId + ")";
    }
}
