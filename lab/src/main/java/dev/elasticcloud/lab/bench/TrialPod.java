package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Duration;
import java.util.List;

/// A pod for trials of policies; it has no nodes.
final class TrialPod {

    /// Many slots make a node's load fine-grained.
    private static final int SLOTS = 100;

    private TrialPod() {}

    static PodSpec of(Elasticity elasticity, int nodes) {
        PodSpec pod =
                new PodSpec(
                        PodName.of("trial"),
                        "Trial",
                        "",
                        new ImageSource.Reference("none"),
                        NodeLimits.of(1, 100),
                        SLOTS,
                        elasticity.max(),
                        1,
                        0,
                        Balance.ROUND_ROBIN,
                        8080,
                        "/healthz",
                        Reach.INTERNAL,
                        elasticity,
                        PodSpec.DRAIN_DEADLINE,
                        new JobProgram("/run", Duration.ofSeconds(60), true, List.of()),
                        Target.NONE);
        return pod.withTarget(pod.target().withInitialised(true).withNodes(nodes));
    }
}
