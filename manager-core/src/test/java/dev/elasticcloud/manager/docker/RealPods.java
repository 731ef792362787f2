package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.pods.PodFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The shipped pods, and cloud names that no other test uses.
public final class RealPods {

    public static final Path HOME = Path.of(System.getProperty("elasticcloud.home", "."));
    public static final Path POD_DOCKERFILES = HOME.resolve("pod-dockerfiles");

    private RealPods() {}

    public static String freshCloud() {
        return "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    public static PodSpec light() {
        return pod("light");
    }

    public static PodSpec pod(String name) {
        return pod(name, PodFolder.read(POD_DOCKERFILES.resolve(name)).image());
    }

    /// A pod whose image has already been built.
    public static PodSpec fromImage(String image) {
        return pod("other", new ImageSource.Reference(image));
    }

    private static PodSpec pod(String name, ImageSource image) {
        return new PodSpec(
                PodName.of(name),
                name,
                "",
                image,
                NodeLimits.of(0.3, 100),
                4,
                10,
                1,
                0,
                Balance.ROUND_ROBIN,
                8080,
                "/healthz",
                Reach.INTERNAL,
                Elasticity.off(10),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram("/run", Duration.ofSeconds(60), true, List.of()),
                Target.NONE);
    }
}
