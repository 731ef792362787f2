package dev.elasticcloud.console.feature.pods;

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

    static final List<Group> GROUPS =
            List.of(
                    new Group(
                            "Each node",
                            List.of(
                                    of("limits.cpus", "CPU", "0.01 – 512 cores"),
                                    of("limits.memory", "Memory", "from 6MB, such as 256MB"),
                                    of("limits.pids", "Processes", "8 – 32,768"),
                                    of("slots", "Jobs at once", "1 – 1,000 jobs"),
                                    of("port", "Port", "1 – 65,535"),
                                    of("health", "Health path", "answers 200"),
                                    of("startDeadline", "Time to start", "such as 60s"),
                                    of("initialisation", "Usage not counted for", "such as 5s"),
                                    choice("network", "Calls out to", "internal", "outward"))),
                    new Group(
                            "How many",
                            List.of(
                                    of("maxNodes", "Max nodes", "1 – 200 nodes"),
                                    of("initialNodes", "First nodes", "0 – max nodes"),
                                    of("spares", "Warm spares", "0 – 20 nodes"),
                                    of("weight", "Share of a full host", "0.01 – 100"),
                                    choice(
                                            "balance",
                                            "Balancing",
                                            "round-robin",
                                            "least-busy",
                                            "fill-first"),
                                    of("drainDeadline", "Time to finish", "such as 60s"))),
                    new Group(
                            "Elasticity",
                            List.of(
                                    choice("elasticity.enabled", "Elastic", "true", "false"),
                                    of("elasticity.min", "Min nodes", "0 – max nodes"),
                                    of("elasticity.max", "Max nodes", "1 – max nodes"),
                                    of("elasticity.lowerThreshold", "Lower threshold", "0 – 100 %"),
                                    of("elasticity.upperThreshold", "Upper threshold", "0 – 100 %"),
                                    of("elasticity.cooldown", "Cooldown", "0s – 1h"))),
                    new Group(
                            "Jobs",
                            List.of(
                                    of("title", "Title", "shown to users"),
                                    of("job.path", "Path", "such as /run"),
                                    of("job.timeout", "Time to run", "to 168h, such as 60s"),
                                    choice("job.idempotent", "May be run again", "true", "false"),
                                    of("job.attempts", "Tries at most", "1 – 10 tries"),
                                    of("job.hold.most", "Wait for a first node", "0 – 10,000 jobs"),
                                    of("job.hold.timeout", "Wait at most", "such as 60s"),
                                    of("job.warmUp", "Warm-up query", "such as repeat=1"))));
}
