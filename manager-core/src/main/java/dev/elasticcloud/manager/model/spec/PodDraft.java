package dev.elasticcloud.manager.model.spec;

import java.util.List;
import java.util.Optional;

/// A `pod.yaml` as its owner wrote it, with the findings of its check.
///
/// @param yaml the text of `pod.yaml`
/// @param pod the pod that it declares, not initialised; empty while anything is wrong
/// @param findings all faults, in the order of the lines
public record PodDraft(String yaml, Optional<PodSpec> pod, List<PodFinding> findings) {

    public PodDraft {
        findings = List.copyOf(findings);
    }

    /// The finding about a key, if there is one.
    public Optional<PodFinding> about(String key) {
        return findings.stream().filter(f -> f.key().equals(key)).findFirst();
    }
}
