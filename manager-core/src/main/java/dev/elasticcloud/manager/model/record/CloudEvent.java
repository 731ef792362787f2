package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event in a cloud, recorded so that it can be found later.
///
/// @param id grows with each event of a store, from 1
/// @param pod the pod concerned; absent when it is the cloud as a whole
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

    /// How much attention an event needs.
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    /// What an event is about.
    public enum Kind {
        /// An owner changed the spec.
        COMMAND,
        /// The manager did something, or failed to.
        ACTION,
        /// A node changed its state.
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
