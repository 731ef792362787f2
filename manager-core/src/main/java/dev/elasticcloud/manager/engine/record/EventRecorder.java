package dev.elasticcloud.manager.engine.record;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.CloudEvent.Kind;
import dev.elasticcloud.manager.model.record.CloudEvent.Severity;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.PortException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what happens in the cloud. A store failure is logged and otherwise ignored.
public final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final EventLog events;
    private final InstantSource clock;

    public EventRecorder(EventLog events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    /// An event of the cloud as a whole.
    public void note(Severity severity, Kind kind, String message) {
        note(severity, kind, null, null, message);
    }

    /// An event about the subject of an action.
    public void note(Severity severity, Action action, String message) {
        switch (action) {
            case Action.OnPod a -> note(severity, Kind.ACTION, a.pod(), null, message);
            case Action.OnNode a -> note(severity, Kind.ACTION, a.pod(), a.node(), message);
            case Action.ConfigureBalancer ignored -> note(severity, Kind.BALANCER, message);
        }
    }

    public void note(
            Severity severity,
            Kind kind,
            @Nullable PodName pod,
            @Nullable NodeName node,
            String message) {
        try {
            events.record(new CloudEvent(0, clock.instant(), severity, kind, pod, node, message));
        } catch (PortException e) {
            LOG.warn("Could not store an event ({}): {}", message, e.getMessage());
        }
    }
}
