package dev.elasticcloud.manager.model.status;

/// Nodes of a pod that are wanted but do not fit any host now; they start when there is room.
///
/// @param nodes how many
/// @param reason what is missing, with the figures; empty when none is pending
public record Pending(int nodes, String reason) {

    public static final Pending NONE = new Pending(0, "");

    /// `2 pending: host full: needs 0.8 CPU; 0.3 of 3.0 left`, or `none`.
    public String text() {
        return nodes == 0 ? "none" : nodes + " pending: " + reason;
    }
}
