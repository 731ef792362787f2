package dev.elasticcloud.console.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleCloudTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir static Path data;

    private static List<PodSpec> pods = List.of();

    @BeforeAll
    static void readPods() {
        Path home = Path.of(System.getProperty("elasticcloud.home", "."));
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("pods", home, data, 0))) {
            pods = cloud.snapshot().podsBySize().stream().map(PodStatus::spec).toList();
        }
    }

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
