package dev.elasticcloud.manager.model.spec;

/// One fault of a `pod.yaml`.
///
/// @param line its line in `pod.yaml`, from 1; 0 when it concerns no line
/// @param key its key, such as `limits.cpus`; empty when it concerns none
/// @param message what is wrong and what is allowed, as a sentence
public record PodFinding(int line, String key, String message) {}
