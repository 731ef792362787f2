package dev.elasticcloud.manager.model.spec;

import java.util.List;
import java.util.Optional;

/// What an owner wrote about a pod, checked.
///
/// @param yaml the text of `pod.yaml`
/// @param pod the pod that it declares, with nothing wanted of it yet; empty while anything is wrong
/// @param findings all that is wrong, in the order of the lines
public record PodDraft(String yaml, Optional<PodSpec> pod, List<PodFinding> findings) {

    public PodDraft {
        findings = List.copyOf(findings);
    }

    /// The finding about a key, if there is one.
    public Optional<PodFinding> about(String key) {
        return findings.stream().filter(f -> f.key().equals(key)).findFirst();
    }
}
