package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened in a cloud and is worth finding later.
///
/// @param id grows with each event of a store, from 1
/// @param pod the pod concerned; none when it is the cloud as a whole
/// @param node the node concerned, if it is one
/// @param message what happened and why, as one sentence
public record CloudEvent(
        long id,
        Instant at,
        Severity severity,
        Kind kind,
        @Nullable PodName pod,
        @Nullable NodeName node,
        String message) {

    /// How much attention it asks for.
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    /// What it is about.
    public enum Kind {
        /// An owner changed what is wanted.
        COMMAND,
        /// The manager did something, or could not.
        ACTION,
        /// A node came into another state.
        NODE,
        /// The balancer came, went, or was repaired.
        BALANCER,
        /// The container engine came or went.
        ENGINE,
        /// The manager itself: its start, its store.
        MANAGER
    }

    public CloudEvent withId(long changed) {
        return new CloudEvent(changed, at, severity, kind, pod, node, message);
    }
}
