package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Elastic pods of four slots a node, and their signals.
final class Pods {

    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private Pods() {}

    static PodSpec of(int nodes, int min, int max, ScalingRule... rules) {
        return of(nodes, min, max, Scaling.DEFAULT.withRules(List.of(rules)));
    }

    static PodSpec of(int nodes, int min, int max, Scaling scaling) {
        return Specs.pod("light", nodes)
                .withElasticity(
                        new Elasticity(true, min, max, 0.3, 0.7, Duration.ofSeconds(10), scaling));
    }

    static PodSpec wanting(PodSpec pod, int nodes) {
        return pod.withTarget(pod.target().withNodes(nodes));
    }

    /// All wanted nodes serve, with the same usage.
    static Signals signals(PodSpec pod, int second, int running, int queued, double cpu) {
        return signals(pod, START.plusSeconds(second), running, queued, cpu);
    }

    static Signals signals(PodSpec pod, Instant at, int running, int queued, double cpu) {
        List<NodeUsage> usage = new ArrayList<>();
        for (int i = 1; i <= pod.target().nodes(); i++) {
            usage.add(new NodeUsage(pod.name(), NodeName.of("light-" + i), at, cpu, 0, cpu));
        }
        return new Signals(
                at,
                pod.target().nodes(),
                0,
                running,
                queued,
                running,
                Duration.ofSeconds(5),
                usage);
    }
}
