package dev.elasticcloud.manager.jobs;

import static dev.elasticcloud.manager.jobs.DispatcherRig.PLAIN;
import static dev.elasticcloud.manager.jobs.DispatcherRig.SOON;
import static dev.elasticcloud.manager.jobs.DispatcherRig.later;
import static dev.elasticcloud.manager.jobs.DispatcherRig.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a caller of the dispatcher sees: jobs are accepted or refused, cancelled and awaited.
class JobDispatcherTest {

    @AutoClose private final DispatcherRig rig = new DispatcherRig();

    @Test
    void anAnswerCompletesTheJobAndIsRecorded() {
        rig.serve(1);
        rig.answer(new Outcome.Answered("light-1", "{}"));

        Job job = rig.ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job).isEqualTo(rig.ledger().find(job.id()).orElseThrow());
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).counts())
                .isEqualTo(new JobCounts(1, 1, 0, 0, 0));
    }

    @Test
    void aTimeoutAboveThePodsIsRefused() {
        rig.serve(1);
        rig.assertRefused(
                with(JobOptions.NONE.withTimeout(Duration.ofHours(1))),
                ErrorCode.INVALID,
                "3600 s is above the pod's own, 20 s");
    }

    @Test
    void theSameRequestUnderTheSameKeyIsTheSameJob() {
        rig.serve(1);
        rig.answer(new Outcome.Answered("light-1", "{}"));
        JobRequest keyed = with(JobOptions.NONE.withKey("order-7"));

        Job first = rig.ended(keyed);
        Job again = rig.dispatcher.submit(keyed);

        assertThat(again).isEqualTo(first);
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).counts().accepted()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        rig.serve(0);
        rig.dispatcher.submit(with(JobOptions.NONE.withKey("order-7")));

        rig.assertRefused(
                new JobRequest(Specs.LIGHT, Map.of(), JobOptions.NONE.withKey("order-7")),
                ErrorCode.CONFLICT,
                "use a new key");
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).counts().accepted()).isEqualTo(1);
    }

    @Test
    void aJobIsCancelledWhileItRuns() {
        rig.serve(1);
        Job job = rig.dispatcher.submit(PLAIN);
        assertThat(rig.dispatcher.job(job.id()).state()).isEqualTo(JobState.RUNNING);

        rig.dispatcher.cancel(job.id());

        Job cancelled = rig.dispatcher.await(job.id(), SOON);
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.startedAt()).isNotNull();
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).counts())
                .isEqualTo(new JobCounts(1, 0, 0, 1, 0));
    }

    @Test
    void theEngineReadsTheWaitingJobWhenItIsWoken() {
        rig.serve(0);

        rig.dispatcher.submit(PLAIN);

        assertThat(rig.queuedAtWake()).isEqualTo(1);
    }

    @Test
    void closingEndsEveryWaitForAJobWithAClearError() {
        rig.serve(0);
        Job held = rig.dispatcher.submit(PLAIN);
        CompletableFuture<Job> end =
                later(() -> rig.dispatcher.await(held.id(), Duration.ofHours(1)));
        Awaiting.until("somebody waits for the job", () -> rig.dispatcher.awaited() == 1);

        rig.dispatcher.close();

        assertThat(end)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .withMessageContaining("manager was closed before job " + held.id() + " ended");
        assertThatThrownBy(() -> rig.dispatcher.await(held.id(), Duration.ofHours(1)))
                .hasMessageContaining("manager was closed");
    }

    @Test
    void waitingForAJobThatDoesNotExistLeavesNothingBehind() {
        assertThatThrownBy(() -> rig.dispatcher.await(new JobId("none"), SOON))
                .hasMessage("There is no job none");

        assertThat(rig.dispatcher.awaited()).isZero();
    }
}
