package dev.elasticcloud.manager.api;

import java.util.List;
import java.util.Map;

/// What was found where a cloud runs or is to run.
///
/// @param notes what the findings were made from: the text of each file of a report by its name, with
///     secrets
public record Checkup(List<Finding> findings, Map<String, String> notes) {

    public Checkup {
        findings = List.copyOf(findings);
        notes = Map.copyOf(notes);
    }

    /// Whether no cloud can run, or none that can be relied on.
    public boolean hasFault() {
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAULT);
    }
}
