package dev.elasticcloud.console.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.console.fake.ShippedPods;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleCloudTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<PodSpec> pods = ShippedPods.specs();

    @ParameterizedTest
    @EnumSource
    void twoSamplesOfAStateAreTheSame(SampleState state) {
        try (SampleCloud one = new SampleCloud(state, pods);
                SampleCloud other = new SampleCloud(state, pods)) {
            assertThat(one.snapshot()).isEqualTo(other.snapshot());
            assertThat(one.history(LIGHT, HOUR)).isEqualTo(other.history(LIGHT, HOUR));
            assertThat(one.decisions(LIGHT, 50)).isEqualTo(other.decisions(LIGHT, 50));
            assertThat(one.jobs(JobQuery.latest(500))).isEqualTo(other.jobs(JobQuery.latest(500)));
            assertThat(one.events(EventQuery.latest(500)))
                    .isEqualTo(other.events(EventQuery.latest(500)));
            assertThat(one.balancer()).isEqualTo(other.balancer());
            assertThat(one.snapshot().engine().kind()).isEqualTo("simulated");
        }
    }

    @Test
    void theLargeCloudHasAThousandNodes() {
        try (SampleCloud cloud = new SampleCloud(SampleState.LARGE, pods)) {
            assertThat(
                            cloud.snapshot().pods().values().stream()
                                    .mapToInt(p -> p.nodes().size())
                                    .sum())
                    .isEqualTo(1_000);
        }
    }

    @Test
    void theEmptyCloudHasPodsThatAreNotInitialisedAndNoPast() {
        try (SampleCloud cloud = new SampleCloud(SampleState.EMPTY, pods)) {
            assertThat(cloud.snapshot().pods().values())
                    .hasSize(3)
                    .allMatch(pod -> pod.phase() == PodPhase.NOT_INITIALISED);
            assertThat(cloud.history(LIGHT, HOUR).points()).isEmpty();
            assertThat(cloud.jobs(JobQuery.latest(1))).isEmpty();
        }
    }

    @Test
    void theNormalCloudScaledUpAndDownAndHasJobsInEachState() {
        try (SampleCloud cloud = new SampleCloud(SampleState.NORMAL, pods)) {
            assertThat(cloud.scalings(LIGHT, 1_000))
                    .extracting(Decision::verdict)
                    .contains(Decision.Verdict.SCALE_UP, Decision.Verdict.SCALE_DOWN);
            for (JobState state : JobState.values()) {
                assertThat(cloud.jobs(new JobQuery(null, Set.of(state), 1))).hasSize(1);
            }
        }
    }

    @Test
    void theFullHostHasLeftWhatItsWaitingNodesSay() {
        try (SampleCloud cloud = new SampleCloud(SampleState.ERROR, pods)) {
            HostStatus host = cloud.snapshot().hosts().getFirst();
            double left = host.promisableCpus() - host.promisedCpus();
            String said = "%.1f of %.1f left".formatted(left, host.promisableCpus());

            assertThat(cloud.snapshot().pods().values())
                    .allSatisfy(pod -> assertThat(pod.pending().toString()).contains(said));
            assertThat(host.freeCpus().orElseThrow()).isCloseTo(left, within(0.001));
        }
    }

    @Test
    void aSampleRefusesEveryChange() {
        try (SampleCloud cloud = new SampleCloud(SampleState.NORMAL, pods)) {
            assertThatThrownBy(() -> cloud.submit(new Command.PausePod(LIGHT)))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("cannot be changed");
        }
    }

    @Test
    void aLostManagerAnswersNothingAndItsLastStateStays() {
        try (SampleRemoteCloud cloud = new SampleRemoteCloud(pods)) {
            int nodes = cloud.snapshot().pod(LIGHT).orElseThrow().nodes().size();
            cloud.lose();
            assertThat(cloud.link().connected()).isFalse();
            assertThat(cloud.snapshot().pod(LIGHT).orElseThrow().nodes()).hasSize(nodes);
            assertThatThrownBy(() -> cloud.decisions(LIGHT, 1))
                    .hasMessageContaining("does not answer");
        }
    }
}
