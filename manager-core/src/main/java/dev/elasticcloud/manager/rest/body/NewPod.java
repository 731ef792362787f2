package dev.elasticcloud.manager.rest.body;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import org.jspecify.annotations.Nullable;

/// A pod from an image, as its owner declares it over the API; its settings can be changed later.
///
/// @param image an image that the Docker host has or can pull
/// @param port the port that the image's program listens on; 8080 when absent
/// @param health the path that returns 200 when the program can serve; `/healthz` when absent
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

    public PodSpec spec() {
        PodSpec usual = PodSpec.ofImage(name, image);
        int most = BodyFields.or(maxNodes, usual.maxNodes());
        NodeLimits given = limits == null ? usual.limits() : limits.applied(usual.limits());
        JobProgram program =
                new JobProgram(
                        BodyFields.or(job, usual.job().path()),
                        timeout == null
                                ? usual.job().timeout()
                                : BodyFields.duration("timeout", timeout),
                        BodyFields.or(idempotent, usual.job().idempotent()),
                        usual.job().parameters());
        return new PodSpec(
                name,
                BodyFields.or(title, usual.title()),
                BodyFields.or(description, usual.description()),
                usual.image(),
                given,
                BodyFields.or(slots, usual.slots()),
                most,
                BodyFields.or(initialNodes, Math.min(usual.initialNodes(), most)),
                BodyFields.or(spares, usual.spares()),
                BodyFields.or(balance, usual.balance()),
                BodyFields.or(port, usual.port()),
                BodyFields.or(health, usual.health()),
                usual.network(),
                Elasticity.off(most),
                PodSpec.drainDeadlineFor(program),
                program,
                usual.target());
    }
}
