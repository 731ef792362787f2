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
import java.util.stream.Stream;
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

    private static Evaluation evaluate(PodSpec pod, Instant at, Load load) {
        Signals signals =
                new Signals(
                        at,
                        pod.target().nodes(),
                        0,
                        load.running(),
                        load.queued(),
                        load.running(),
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

    /// One pod in a round.
    private record Load(int nodes, int running, int queued) {}

    /// How many nodes each pod may have: light, then medium.
    private List<Integer> fitted(Instant at, Load light, Load medium) {
        PodSpec first = pod(LIGHT, light.nodes());
        PodSpec second = pod(MEDIUM, medium.nodes());
        Map<PodName, Evaluation> evaluated =
                Map.of(LIGHT, evaluate(first, at, light), MEDIUM, evaluate(second, at, medium));
        Map<PodName, Evaluation> fitted =
                arbiter.fitted(cloud(at, first, second), evaluated).evaluations();
        return Stream.of(LIGHT, MEDIUM).map(fitted::get).map(Evaluation::wanted).toList();
    }

    @Test
    void podsWhoseJobsWaitShareEvenly() {
        assertThat(fitted(NOW, new Load(2, 8, 40), new Load(3, 9, 40))).containsExactly(3, 2);
    }

    @Test
    void aPodWhoseJobsAllRunTakesNoNodeThatAnothersJobsWaitFor() {
        assertThat(fitted(NOW, new Load(2, 40, 0), new Load(2, 8, 40))).containsExactly(2, 3);
    }

    @Test
    void aPodWhoseJobsAllRunStillGetsItsOwnShare() {
        assertThat(fitted(NOW, new Load(1, 40, 0), new Load(4, 16, 40))).containsExactly(2, 3);
    }

    @Test
    void aPodWhoseJobsAllRunTakesWhatIsFree() {
        assertThat(fitted(NOW, new Load(3, 40, 0), new Load(1, 1, 0))).containsExactly(4, 1);
    }

    @Test
    void jobsThatWaitedAMomentAgoStillCount() {
        Load waits = new Load(2, 8, 40);
        Load runs = new Load(2, 40, 0);
        fitted(NOW, waits, waits);

        assertThat(fitted(NOW.plusMillis(500), runs, waits)).containsExactly(3, 2);
        assertThat(fitted(NOW.plusSeconds(5), runs, waits)).containsExactly(2, 3);
    }
}
