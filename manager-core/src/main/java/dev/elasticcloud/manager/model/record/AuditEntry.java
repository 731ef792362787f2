package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.Role;
import java.time.Instant;

/// One change that somebody made through the manager's edge, and what it changed.
///
/// @param id grows with each entry of a store, from 1
/// @param who the name and id of the token
/// @param from the address the request came from
/// @param requestId the id that the answer carried
/// @param what the request, such as `PATCH /v1/pods/light`
/// @param before what changed, as it was, as JSON; empty when there is nothing to compare
/// @param after what changed, as it is
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
