package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.Role;
import java.time.Instant;

/// One change made through the manager's API, and its effect.
///
/// @param id grows with each entry of a store, from 1
/// @param who the name and id of the token
/// @param from the address the request came from
/// @param requestId the id in the response
/// @param what the request, such as `PATCH /v1/pods/light`
/// @param before the changed parts before the change, as JSON; empty when there is nothing to
///     compare
/// @param after the changed parts after it
public record AuditEntry(
        long id,
        Instant at,
        String who,
        Role role,
        String from,
        String requestId,
        String what,
        String before,
        String after) {

    public AuditEntry withId(long changed) {
        return new AuditEntry(changed, at, who, role, from, requestId, what, before, after);
    }
}
