package dev.elasticcloud.manager.model.status;

/// Nodes of a pod that are wanted and do not fit any host now; they start when room comes.
///
/// @param nodes how many
/// @param reason what is missing, with the figures; empty when none is pending
public record Pending(int nodes, String reason) {

    public static final Pending NONE = new Pending(0, "");
}
