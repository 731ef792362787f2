package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.List;

/// A setting of a pod as the form shows it.
///
/// @param key its key in `pod.yaml`
/// @param label its name for people
/// @param range the allowed values, with their unit
/// @param choices the words to choose from; empty for a field
record Setting(String key, String label, String range, List<String> choices) {

    private static Setting of(String key, String label, String range) {
        return new Setting(key, label, range, List.of());
    }

    private static Setting choice(String key, String label, String... choices) {
        return new Setting(key, label, "", List.of(choices));
    }

    /// A part of the form.
    record Group(String title, List<Setting> settings) {}

    static List<Group> groups() {
        return List.of(
                new Group(
                        text("pods.settings.eachNode"),
                        List.of(
                                of(
                                        "limits.cpus",
                                        text("pods.setting.limits.cpus"),
                                        text("pods.setting.limits.cpus.range")),
                                of(
                                        "limits.memory",
                                        text("pods.setting.limits.memory"),
                                        text("pods.setting.limits.memory.range")),
                                of("limits.pids", text("pods.setting.limits.pids"), "8 – 32,768"),
                                of(
                                        "slots",
                                        text("pods.setting.slots"),
                                        text("pods.setting.slots.range")),
                                of("port", text("pods.setting.port"), "1 – 65,535"),
                                of(
                                        "health",
                                        text("pods.setting.health"),
                                        text("pods.setting.health.range")),
                                of(
                                        "startDeadline",
                                        text("pods.setting.startDeadline"),
                                        text("pods.setting.startDeadline.range")),
                                of(
                                        "initialisation",
                                        text("pods.setting.initialisation"),
                                        text("pods.setting.initialisation.range")),
                                choice(
                                        "network",
                                        text("pods.setting.network"),
                                        "internal",
                                        "outward"))),
                new Group(
                        text("pods.settings.howMany"),
                        List.of(
                                of(
                                        "maxNodes",
                                        text("pods.setting.maxNodes"),
                                        text("pods.setting.maxNodes.range")),
                                of(
                                        "initialNodes",
                                        text("pods.setting.initialNodes"),
                                        text("pods.setting.initialNodes.range")),
                                of(
                                        "spares",
                                        text("pods.setting.spares"),
                                        text("pods.setting.spares.range")),
                                of("weight", text("pods.setting.weight"), "0.01 – 100"),
                                choice(
                                        "balance",
                                        text("pods.setting.balance"),
                                        "round-robin",
                                        "least-busy",
                                        "fill-first"),
                                of(
                                        "drainDeadline",
                                        text("pods.setting.drainDeadline"),
                                        text("pods.setting.drainDeadline.range")))),
                new Group(
                        text("pods.settings.elasticity"),
                        List.of(
                                choice(
                                        "elasticity.enabled",
                                        text("pods.setting.elasticity.enabled"),
                                        "true",
                                        "false"),
                                of(
                                        "elasticity.min",
                                        text("pods.setting.elasticity.min"),
                                        text("pods.setting.elasticity.min.range")),
                                of(
                                        "elasticity.max",
                                        text("pods.setting.elasticity.max"),
                                        text("pods.setting.elasticity.max.range")),
                                of(
                                        "elasticity.lowerThreshold",
                                        text("pods.setting.elasticity.lowerThreshold"),
                                        "0 – 100 %"),
                                of(
                                        "elasticity.upperThreshold",
                                        text("pods.setting.elasticity.upperThreshold"),
                                        "0 – 100 %"),
                                of(
                                        "elasticity.cooldown",
                                        text("pods.setting.elasticity.cooldown"),
                                        "0s – 1h"))),
                new Group(
                        text("pods.settings.jobs"),
                        List.of(
                                of(
                                        "title",
                                        text("pods.setting.title"),
                                        text("pods.setting.title.range")),
                                of(
                                        "job.path",
                                        text("pods.setting.job.path"),
                                        text("pods.setting.job.path.range")),
                                of(
                                        "job.timeout",
                                        text("pods.setting.job.timeout"),
                                        text("pods.setting.job.timeout.range")),
                                choice(
                                        "job.idempotent",
                                        text("pods.setting.job.idempotent"),
                                        "true",
                                        "false"),
                                of(
                                        "job.attempts",
                                        text("pods.setting.job.attempts"),
                                        text("pods.setting.job.attempts.range")),
                                of(
                                        "job.hold.most",
                                        text("pods.setting.job.hold.most"),
                                        text("pods.setting.job.hold.most.range")),
                                of(
                                        "job.hold.timeout",
                                        text("pods.setting.job.hold.timeout"),
                                        text("pods.setting.job.hold.timeout.range")),
                                of(
                                        "job.warmUp",
                                        text("pods.setting.job.warmUp"),
                                        text("pods.setting.job.warmUp.range")))));
    }
}
