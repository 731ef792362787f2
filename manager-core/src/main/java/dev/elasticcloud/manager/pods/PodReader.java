package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// Maps the keys of a `pod.yaml` to a pod spec. `name`, `limits` (with `cpus` and `memory`) and
/// `job` are required; all others have a default.
final class PodReader {

    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "title",
                    "description",
                    "image",
                    "limits",
                    "slots",
                    "initialNodes",
                    "maxNodes",
                    "spares",
                    "weight",
                    "balance",
                    "port",
                    "health",
                    "network",
                    "elasticity",
                    "drainDeadline",
                    "startDeadline",
                    "initialisation",
                    "job");
    private static final Set<String> LIMITS = Set.of("cpus", "memory", "pids");
    private static final Set<String> ELASTICITY =
            Set.of(
                    "enabled",
                    "min",
                    "max",
                    "lowerThreshold",
                    "upperThreshold",
                    "cooldown",
                    "rules",
                    "up",
                    "down");
    private static final Set<String> JOB =
            Set.of("path", "timeout", "idempotent", "attempts", "hold", "warmUp", "parameters");
    private static final Set<String> HOLD = Set.of("most", "timeout");

    private final Path file;
    private final YamlSection pod;

    PodReader(Path file, JsonNode content) {
        this.file = file;
        this.pod = YamlSection.of(file, "", content, KEYS);
    }

    /// @param imageOf returns the image for the value of `image:`, which is empty when absent
    PodSpec read(Function<String, ImageSource> imageOf) {
        String written = pod.text("name");
        PodName name = pod.checked("name", () -> PodName.of(written));
        int maxNodes = pod.whole("maxNodes", 1, PodSpec.MOST_NODES, PodSpec.MOST_NODES_AT_FIRST);
        int initialNodes = pod.whole("initialNodes", 0, maxNodes, 1);
        int slots = pod.whole("slots", 1, PodSpec.MOST_SLOTS, 1);
        int spares = pod.whole("spares", 0, 20, 0);
        double weight = pod.real("weight", 0.01, 100, PodSpec.USUAL_WEIGHT);
        int port = pod.whole("port", 1, 65_535, PodSpec.USUAL_PORT);
        String balanceKey = pod.text("balance", Balance.ROUND_ROBIN.key());
        Balance balance = pod.checked("balance", () -> Balance.of(balanceKey));
        String networkKey = pod.text("network", Reach.INTERNAL.key());
        Reach network = pod.checked("network", () -> Reach.of(networkKey));
        NodeLimits limits = limits();
        Elasticity elasticity = elasticity(maxNodes);
        JobProgram job = job();
        Duration drainDeadline = pod.duration("drainDeadline", PodSpec.drainDeadlineFor(job));
        Startup startup = startup();
        String imageName = pod.text("image", "");
        ImageSource image = pod.checked("image", () -> imageOf.apply(imageName));
        return pod.checked(
                "",
                () ->
                        new PodSpec(
                                name,
                                pod.text("title", written),
                                pod.text("description", "").strip(),
                                image,
                                limits,
                                slots,
                                maxNodes,
                                initialNodes,
                                spares,
                                balance,
                                port,
                                pod.text("health", PodSpec.USUAL_HEALTH),
                                network,
                                elasticity,
                                drainDeadline,
                                job,
                                Target.NONE,
                                weight,
                                startup));
    }

    private Startup startup() {
        Startup standard = Startup.STANDARD;
        Duration deadline = pod.duration("startDeadline", standard.deadline());
        Startup late = pod.checked("startDeadline", () -> standard.withDeadline(deadline));
        Duration initialisation = pod.duration("initialisation", standard.initialisation());
        return pod.checked("initialisation", () -> late.withInitialisation(initialisation));
    }

    private NodeLimits limits() {
        YamlSection limits = pod.section("limits", LIMITS);
        double cpus = limits.real("cpus", 0.01, 512);
        long memory = limits.size("memory");
        int pids = limits.whole("pids", 8, 32_768, 64);
        return pod.checked("limits", () -> new NodeLimits(cpus, memory, pids));
    }

    private Elasticity elasticity(int maxNodes) {
        if (!pod.has("elasticity")) {
            return Elasticity.off(maxNodes);
        }
        YamlSection section = pod.section("elasticity", ELASTICITY);
        boolean enabled = section.flag("enabled", true);
        int max = section.whole("max", 1, maxNodes, maxNodes);
        int min = section.whole("min", 0, max, Math.min(1, max));
        double lower =
                section.real("lowerThreshold", 0, 100, 100 * Elasticity.LOWER_THRESHOLD) / 100;
        double upper =
                section.real("upperThreshold", 0, 100, 100 * Elasticity.UPPER_THRESHOLD) / 100;
        Scaling scaling = new ScalingReader(file, section).read(Scaling.DEFAULT);
        Duration cooldown = section.duration("cooldown", scaling.declared().down().calm());
        return pod.checked(
                "elasticity",
                () -> new Elasticity(enabled, min, max, lower, upper, cooldown, scaling));
    }

    private JobProgram job() {
        YamlSection job = pod.section("job", JOB);
        String path = job.text("path", JobProgram.USUAL_PATH);
        Duration timeout = job.duration("timeout", JobProgram.USUAL_TIMEOUT);
        boolean idempotent = job.flag("idempotent", false);
        int attempts = job.whole("attempts", 1, JobProgram.MOST_ATTEMPTS, JobProgram.ATTEMPTS);
        JobProgram.Hold hold = hold(job);
        String warmUp = job.text("warmUp", "");
        var parameters = new ParameterReader(file).read(job);
        return pod.checked(
                "job",
                () ->
                        new JobProgram(
                                path, timeout, idempotent, attempts, hold, warmUp, parameters));
    }

    private static JobProgram.Hold hold(YamlSection job) {
        JobProgram.Hold standard = JobProgram.Hold.STANDARD;
        if (!job.has("hold")) {
            return standard;
        }
        YamlSection hold = job.section("hold", HOLD);
        int most = hold.whole("most", 0, JobProgram.Hold.MOST, standard.most());
        Duration timeout = hold.duration("timeout", standard.timeout());
        return hold.checked("timeout", () -> new JobProgram.Hold(most, timeout));
    }
}
