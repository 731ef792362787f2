package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.PodName;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Proof that a command was accepted; it is done when each pod it changed has reached its
/// generation.
///
/// @param pods the pods whose spec the command changed; none when it changed nothing
public record Receipt(long generation, Set<PodName> pods) {

    public Receipt {
        pods = Collections.unmodifiableSet(new TreeSet<>(pods));
    }

    /// Whether a snapshot shows the command's whole effect.
    public boolean isDone(CloudSnapshot snapshot) {
        return open(snapshot).isEmpty();
    }

    /// The pods on which the command's effect is not yet complete.
    public Set<PodName> open(CloudSnapshot snapshot) {
        Set<PodName> open = new TreeSet<>(pods);
        open.removeIf(
                pod ->
                        snapshot.pod(pod)
                                .map(p -> p.generation() >= generation)
                                .orElse(snapshot.generation() >= generation));
        return open;
    }
}
