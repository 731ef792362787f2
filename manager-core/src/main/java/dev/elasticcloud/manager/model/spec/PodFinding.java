package dev.elasticcloud.manager.model.spec;

/// Something that is wrong with what an owner wrote about a pod.
///
/// @param line in which line of `pod.yaml`, from 1; 0 when it is of no line
/// @param key which key, such as `limits.cpus`; empty when it is of none
/// @param message what is wrong and what is allowed, as a sentence
public record PodFinding(int line, String key, String message) {}
