package dev.elasticcloud.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.scale.Evaluation;
import dev.elasticcloud.manager.scale.ScaleMemory;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two pods of equal weight, each node a core, on a host with five to promise.
class HostArbiterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodName LIGHT = PodName.of("light");
    private static final PodName MEDIUM = PodName.of("medium");

    private final HostArbiter arbiter = new HostArbiter();

    private static PodSpec pod(PodName name, int nodes) {
        return Specs.pod(name.value(), nodes)
                .withLimits(NodeLimits.of(1, 50))
                .withSpares(0)
                .withElasticity(
                        new Elasticity(
                                true, 1, 20, 0.3, 0.7, Duration.ofMinutes(10), Scaling.DEFAULT));
    }

    private static Evaluation evaluate(PodSpec pod, Instant at, int running, int queued) {
        Signals signals =
                new Signals(
                        at,
                        pod.target().nodes(),
                        0,
                        running,
                        queued,
                        running,
                        Duration.ofSeconds(1),
                        List.of());
        return new StandardAutoscaler().evaluate(pod, signals, ScaleMemory.NOTHING);
    }

    private static CloudView cloud(Instant at, PodSpec... pods) {
        CloudSpec spec = Specs.cloud(pods).withHosts(new HostPolicy(1, 0));
        HostReading host = HostReading.size(HostName.LOCAL, at, 5, 8192 * NodeLimits.MIB);
        return CloudView.of(
                spec, Observation.nothing(at).withHosts(Map.of(HostName.LOCAL, host)), at);
    }

    private Map<PodName, Evaluation> fitted(
            Instant at, PodSpec light, Evaluation ofLight, PodSpec medium, Evaluation ofMedium) {
        return arbiter.fitted(cloud(at, light, medium), Map.of(LIGHT, ofLight, MEDIUM, ofMedium))
                .evaluations();
    }

    private static int wanted(Map<PodName, Evaluation> fitted, PodName pod) {
        return fitted.getOrDefault(pod, evaluate(pod(pod, 1), NOW, 0, 0)).wanted();
    }

    @Test
    void podsWhoseJobsWaitShareEvenly() {
        PodSpec light = pod(LIGHT, 2);
        PodSpec medium = pod(MEDIUM, 3);

        var fitted =
                fitted(
                        NOW,
                        light,
                        evaluate(light, NOW, 8, 40),
                        medium,
                        evaluate(medium, NOW, 9, 40));

        assertThat(wanted(fitted, LIGHT)).isEqualTo(3);
        assertThat(wanted(fitted, MEDIUM)).isEqualTo(2);
    }

    @Test
    void aPodWhoseJobsAllRunTakesNoNodeThatAnothersJobsWaitFor() {
        PodSpec light = pod(LIGHT, 2);
        PodSpec medium = pod(MEDIUM, 2);

        var fitted =
                fitted(
                        NOW,
                        light,
                        evaluate(light, NOW, 40, 0),
                        medium,
                        evaluate(medium, NOW, 8, 40));

        assertThat(wanted(fitted, LIGHT)).isEqualTo(2);
        assertThat(wanted(fitted, MEDIUM)).isEqualTo(3);
    }

    @Test
    void aPodWhoseJobsAllRunStillGetsItsOwnShare() {
        PodSpec light = pod(LIGHT, 1);
        PodSpec medium = pod(MEDIUM, 4);

        var fitted =
                fitted(
                        NOW,
                        light,
                        evaluate(light, NOW, 40, 0),
                        medium,
                        evaluate(medium, NOW, 16, 40));

        assertThat(wanted(fitted, LIGHT)).isEqualTo(2);
        assertThat(wanted(fitted, MEDIUM)).isEqualTo(3);
    }

    @Test
    void aPodWhoseJobsAllRunTakesWhatIsFree() {
        PodSpec light = pod(LIGHT, 3);
        PodSpec medium = pod(MEDIUM, 1);

        var fitted =
                fitted(
                        NOW,
                        light,
                        evaluate(light, NOW, 40, 0),
                        medium,
                        evaluate(medium, NOW, 1, 0));

        assertThat(wanted(fitted, LIGHT)).isEqualTo(4);
    }

    @Test
    void jobsThatWaitedAMomentAgoStillCount() {
        PodSpec light = pod(LIGHT, 2);
        PodSpec medium = pod(MEDIUM, 2);
        fitted(NOW, light, evaluate(light, NOW, 8, 40), medium, evaluate(medium, NOW, 8, 40));

        assertThat(wanted(whileAllOfLightRun(NOW.plusMillis(500), light, medium), LIGHT))
                .isEqualTo(3);
        assertThat(wanted(whileAllOfLightRun(NOW.plusSeconds(5), light, medium), LIGHT))
                .isEqualTo(2);
    }

    private Map<PodName, Evaluation> whileAllOfLightRun(Instant at, PodSpec light, PodSpec medium) {
        return fitted(at, light, evaluate(light, at, 40, 0), medium, evaluate(medium, at, 8, 40));
    }
}
