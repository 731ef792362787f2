package dev.elasticcloud.manager.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every manager does with jobs: run, refuse, hold, retry, cancel and list them.
public interface JobContract extends ManagerUnderTest {

    @Test
    default void initialisedPodsServeJobs() {
        initialise(LIGHT, 2);

        Job job = cloud().submit(new JobRequest(LIGHT, Map.of("top", "3")));
        Job done = cloud().await(job.id(), SOON);

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.node()).startsWith("light-");
        assertThat(done.result()).contains("\"simulated\":true");
    }

    @Test
    default void jobsAreRefusedWithTheReasonWhenTheyCannotBeRun() {
        assertThatThrownBy(() -> cloud().submit(new JobRequest(LIGHT, Map.of())))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("initialise it first");
        initialise(LIGHT, 1);
        assertThatThrownBy(() -> cloud().submit(new JobRequest(LIGHT, Map.of("top", "0"))))
                .hasMessageContaining("from 1 to 100");
        assertThatThrownBy(() -> cloud().submit(new JobRequest(LIGHT, Map.of("size", "1"))))
                .hasMessageContaining("no parameter 'size'");
        assertThatThrownBy(() -> cloud().submit(new JobRequest(PodName.of("none"), Map.of())))
                .hasMessageContaining("no pod 'none'");
    }

    @Test
    default void aPausedPodHoldsItsJobsUntilItIsResumed() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));

        Job held = cloud().submit(new JobRequest(LIGHT, Map.of()));
        assertThat(cloud().job(held.id()).state()).isEqualTo(JobState.QUEUED);

        done(new Command.ResumePod(LIGHT));
        assertThat(cloud().await(held.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void aJobThatOutlastsItsNodesDrainDeadlineIsRunAgainElsewhere() {
        restart(
                new SimulatedTimings(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(60)));
        initialise(HEAVY, 1);
        cloud().submit(new Command.DisableElasticity(HEAVY));
        cloud().submit(new Command.SetDrainDeadline(HEAVY, Duration.ofMillis(300)));
        Job job = cloud().submit(new JobRequest(HEAVY, Map.of("repeat", "10", "size", "2000")));
        cloud().await(s -> s.pod(HEAVY).orElseThrow().nodes().getFirst().running() == 1, SOON);

        done(new Command.LaunchNode(HEAVY, null));
        done(new Command.RemoveNode(HEAVY, NodeName.of("heavy-1")));

        Job ended = cloud().await(job.id(), SOON);
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(ended.node()).isEqualTo("heavy-2");
        assertThat(ended.attempts()).isEqualTo(2);
    }

    @Test
    default void aBurstAddsNodesQuietRemovesThemAndNoJobIsLost() {
        initialise(HEAVY, 1);
        cloud().submit(new Command.SetCooldown(HEAVY, Duration.ofSeconds(1)));

        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            jobs.add(cloud().submit(new JobRequest(HEAVY, Map.of("repeat", "10", "size", "1000"))));
        }
        cloud().await(s -> s.pod(HEAVY).orElseThrow().online() >= 3, SOON);
        for (Job job : jobs) {
            assertThat(cloud().await(job.id(), Duration.ofSeconds(60)).state())
                    .isEqualTo(JobState.COMPLETED);
        }
        cloud().await(s -> s.pod(HEAVY).orElseThrow().online() == 1, SOON);

        assertThat(cloud().snapshot().jobs().accepted()).isEqualTo(40);
        assertThat(cloud().snapshot().jobs().completed()).isEqualTo(40);
        assertThat(cloud().events(EventQuery.latest(500)))
                .extracting(CloudEvent::message)
                .anyMatch(told -> told.contains("is draining (was online)"))
                .noneMatch(told -> told.contains("is starting (was online)"))
                .noneMatch(told -> told.contains("is starting (was draining)"))
                .noneMatch(told -> told.contains("is failed"));
        assertThat(cloud().decisions(HEAVY, 100)).anyMatch(d -> d.changesCount());
        assertThat(cloud().scalings(HEAVY, 1)).hasSize(1).allMatch(Decision::changesCount);
    }

    @Test
    default void aWaitingJobCanBeCancelled() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));
        Job job = cloud().submit(new JobRequest(LIGHT, Map.of()));

        cloud().cancel(job.id());

        assertThat(cloud().job(job.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThatThrownBy(() -> cloud().cancel(job.id())).hasMessageContaining("has ended");
    }

    @Test
    default void jobsAreListedNewestFirstAndByTheirState() {
        initialise(LIGHT, 1);
        Job first = cloud().submit(new JobRequest(LIGHT, Map.of()));
        cloud().await(first.id(), SOON);
        Job second = cloud().submit(new JobRequest(LIGHT, Map.of("top", "4")));
        cloud().await(second.id(), SOON);

        assertThat(cloud().jobs(JobQuery.latest(1)))
                .extracting(Job::id)
                .containsExactly(second.id());
        assertThat(cloud().jobs(new JobQuery(LIGHT, Set.of(JobState.COMPLETED), 10)))
                .extracting(Job::id)
                .containsExactly(second.id(), first.id());
        assertThat(cloud().jobs(JobQuery.latest(1).before(second.id())))
                .extracting(Job::id)
                .containsExactly(first.id());
        assertThat(cloud().jobs(JobQuery.latest(2).before(first.id()))).isEmpty();
        assertThat(cloud().jobs(JobQuery.latest(2))).extracting(Job::result).containsOnly("");
        assertThat(cloud().jobs(JobQuery.latest(2).includingResults()))
                .extracting(Job::result)
                .allMatch(result -> result.contains("\"simulated\":true"));
        assertThatThrownBy(() -> cloud().jobs(JobQuery.latest(2).before(new JobId("0-0"))))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(cloud().jobs(new JobQuery(HEAVY, Set.of(), 10))).isEmpty();
        assertThat(cloud().jobs(new JobQuery(null, Set.of(JobState.FAILED), 10))).isEmpty();
    }

    @Test
    default void jobsAreListedByWhoAskedForThemAndWhen() {
        initialise(LIGHT, 1);
        Job job = cloud().submit(new JobRequest(LIGHT, Map.of()));
        cloud().await(job.id(), SOON);
        Instant at = job.acceptedAt();

        assertThat(job.user()).isNotEmpty();
        assertThat(ids(JobQuery.latest(5).ofUser(job.user()))).containsExactly(job.id());
        assertThat(ids(JobQuery.latest(5).ofUser("nobody at all"))).isEmpty();
        assertThat(ids(JobQuery.latest(5).between(at, at.plusSeconds(1))))
                .containsExactly(job.id());
        assertThat(ids(JobQuery.latest(5).between(at.plusSeconds(1), null))).isEmpty();
        assertThat(ids(JobQuery.latest(5).between(null, at.minusSeconds(1)))).isEmpty();
    }

    private List<JobId> ids(JobQuery query) {
        return cloud().jobs(query).stream().map(Job::id).toList();
    }

    @Test
    default void anUnknownJobIsNotFound() {
        assertThatThrownBy(() -> cloud().job(new JobId("0-0")))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("There is no job 0-0");
    }

    @Test
    default void waitingForAJobTimesOut() {
        initialise(LIGHT, 1);
        done(new Command.PausePod(LIGHT));
        Job held = cloud().submit(new JobRequest(LIGHT, Map.of()));

        assertThatThrownBy(() -> cloud().await(held.id(), Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
                .hasMessageContaining("is still queued");
    }
}
