package dev.elasticcloud.manager;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobParameter;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// Specs for tests: small pods with plain settings.
public final class Specs {

    public static final PodName LIGHT = PodName.of("light");

    private Specs() {}

    /// A pod without elasticity and spares that wants this many nodes.
    public static PodSpec pod(String name, int nodes) {
        PodSpec pod =
                new PodSpec(
                        PodName.of(name),
                        "A pod",
                        "A pod for tests",
                        new ImageSource.Reference("test/" + name),
                        NodeLimits.of(0.3, 100),
                        4,
                        20,
                        1,
                        0,
                        Balance.ROUND_ROBIN,
                        8080,
                        "/healthz",
                        Reach.INTERNAL,
                        Elasticity.off(20),
                        PodSpec.DRAIN_DEADLINE,
                        new JobProgram(
                                "/run",
                                Duration.ofSeconds(20),
                                true,
                                List.of(new JobParameter.Whole("size", "How much", "10", 1, 1000))),
                        Target.NONE);
        return pod.withTarget(pod.target().withInitialised(true).withNodes(nodes));
    }

    public static CloudSpec cloud(PodSpec... pods) {
        CloudSpec spec = new CloudSpec(1, new TreeMap<>());
        for (PodSpec pod : pods) {
            spec = spec.with(pod);
        }
        return spec;
    }
}
