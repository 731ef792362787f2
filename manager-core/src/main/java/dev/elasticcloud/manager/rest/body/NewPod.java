package dev.elasticcloud.manager.rest.body;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.rest.routing.Times;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A pod of an image, as its owner declares it over the API; settings of it can be changed later.
///
/// @param image what the Docker host has or can pull
/// @param port where the image's program listens; 8080 when absent
/// @param health the path that answers 200 when it can serve; `/healthz` when absent
/// @param job the path that runs a job; `/run` when absent
/// @param timeout how long a job may run, such as `60s`
/// @param idempotent whether a job may be run again when its node dies
public record NewPod(
        PodName name,
        String image,
        @Nullable String title,
        @Nullable String description,
        PodSettings.@Nullable Limits limits,
        @Nullable Integer slots,
        @Nullable Integer maxNodes,
        @Nullable Integer initialNodes,
        @Nullable Integer spares,
        @Nullable Balance balance,
        @Nullable Integer port,
        @Nullable String health,
        @Nullable String job,
        @Nullable String timeout,
        @Nullable Boolean idempotent) {

    private static final NodeLimits LIMITS = NodeLimits.of(0.5, 256);
    private static final int MOST_NODES = 5;

    public PodSpec spec() {
        int most = or(maxNodes, MOST_NODES);
        return new PodSpec(
                name,
                or(title, name.value()),
                or(description, ""),
                new ImageSource.Reference(image),
                limits == null ? LIMITS : limits.applied(LIMITS),
                or(slots, 4),
                most,
                or(initialNodes, 1),
                or(spares, 0),
                or(balance, Balance.ROUND_ROBIN),
                or(port, 8080),
                or(health, "/healthz"),
                Reach.INTERNAL,
                Elasticity.off(most),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram(
                        or(job, "/run"),
                        Times.duration("timeout", or(timeout, "60s")),
                        or(idempotent, false),
                        List.of()),
                PodSpec.Target.NONE);
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
