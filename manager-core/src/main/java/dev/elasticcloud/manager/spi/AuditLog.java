package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.record.AuditEntry;
import java.util.List;

/// Keeps a bounded number of entries on who changed what.
public interface AuditLog {

    /// Adds a change and returns it with its id.
    AuditEntry record(AuditEntry entry);

    /// The latest entries, newest first.
    ///
    /// @param before only those with a smaller id; [Long#MAX_VALUE] for all
    List<AuditEntry> latest(long before, int most);
}
