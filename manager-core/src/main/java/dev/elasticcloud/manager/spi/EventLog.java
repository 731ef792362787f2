package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import java.util.List;

/// Keeps a bounded number of events.
public interface EventLog {

    /// Adds an event and returns it with its id.
    CloudEvent record(CloudEvent event);

    /// The events that match, newest first.
    List<CloudEvent> find(EventQuery query);

    /// All events of a range that are still kept, oldest first.
    List<CloudEvent> during(HistoryRange range);
}
