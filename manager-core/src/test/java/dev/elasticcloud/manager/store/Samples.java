package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.record.Decision;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Records in which every field has a value of its own.
final class Samples {

    static final PodName LIGHT = PodName.of("light");
    static final PodName HEAVY = PodName.of("heavy");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private Samples() {}

    static CloudSpec spec() {
        return CloudSpec.EMPTY
                .with(pod("light", new ImageSource.Folder(Path.of("/pods/light"), "0123456789ab")))
                .with(pod("heavy", new ImageSource.Reference("example/heavy:1")))
                .withGeneration(42);
    }

    private static PodSpec pod(String name, ImageSource image) {
        return new PodSpec(
                PodName.of(name),
                "Title",
                "Words",
                image,
                NodeLimits.of(0.3, 100),
                4,
                20,
                1,
                2,
                Balance.LEAST_BUSY,
                8080,
                "/healthz",
                Reach.OUTWARD,
                new Elasticity(true, 1, 20, 0.3, 0.7, Duration.ofMillis(10_500)),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram(
                        "/run",
                        Duration.ofSeconds(60),
                        true,
                        List.of(
                                new JobParameter.Text("text", "help", "a\nb", 100),
                                new JobParameter.Whole("top", "help", "10", 1, 100),
                                new JobParameter.Real("angle", "help", "30", -360, 360),
                                new JobParameter.Choice("op", "help", "a", List.of("a", "b")),
                                new JobParameter.File("picture", "help", 500, "image/png"))),
                new Target(
                        true,
                        3,
                        Set.of(NodeName.of("n-1")),
                        Set.of(NodeName.of("n-2")),
                        Set.of(NodeName.of("n-3"), NodeName.of("n-10")),
                        true));
    }

    static Decision decision(PodName pod, Instant at) {
        return new Decision(
                pod,
                at,
                at.plusSeconds(1),
                Decision.Verdict.SCALE_UP,
                2,
                3,
                new Decision.Inputs(
                        2,
                        1,
                        7,
                        9,
                        1.5,
                        OptionalDouble.of(0.81),
                        OptionalDouble.empty(),
                        Duration.ofMillis(1500)),
                List.of(new Decision.Opinion("jobs", 3, "9 jobs wait")),
                List.of("max 20"),
                "Adds a node.");
    }

    static Job job(String id, PodName pod) {
        return Job.accepted(new JobId(id), pod, Map.of("text", "a 'b' \"c\" ü"), NOON);
    }
}
