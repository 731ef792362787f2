package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;

import java.util.List;

/// Keeps what happened, bounded in number.
public interface EventLog {

    /// Enters an event and answers it with its id.
    CloudEvent record(CloudEvent event);

    /// Those that fit, newest first.
    List<CloudEvent> find(EventQuery query);
}
