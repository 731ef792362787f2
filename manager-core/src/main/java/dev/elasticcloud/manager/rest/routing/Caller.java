package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.model.Role;

/// Who makes a request.
///
/// @param tokenId the id of the token that was sent; empty when none was
/// @param from the client's address
public record Caller(String tokenId, String name, Role role, String from) {

    /// The name of the caller in the audit log.
    public String shown() {
        return tokenId.isEmpty() ? name : name + " (" + tokenId + ")";
    }
}
