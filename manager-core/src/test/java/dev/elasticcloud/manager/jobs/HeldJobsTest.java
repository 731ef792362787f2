package dev.elasticcloud.manager.jobs;

import static dev.elasticcloud.manager.jobs.DispatcherRig.PLAIN;
import static dev.elasticcloud.manager.jobs.DispatcherRig.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Jobs that are held while no node of their pod serves.
class HeldJobsTest {

    @AutoClose private final DispatcherRig rig = new DispatcherRig();

    @Test
    void aPodWithoutNodesHoldsJobsUpToItsLimit() {
        rig.hold(new JobProgram.Hold(2, Duration.ofSeconds(30)));
        rig.serve(0);
        rig.dispatcher.submit(PLAIN);
        rig.dispatcher.submit(PLAIN);

        rig.assertRefused(
                PLAIN, ErrorCode.EXHAUSTED, "2 jobs already wait for the first node of pod light");
        assertThat(rig.wakes()).isEqualTo(2);
    }

    @Test
    void aPodThatHoldsNothingRefusesWhileNoNodeServes() {
        rig.hold(new JobProgram.Hold(0, Duration.ofSeconds(30)));
        rig.serve(0);
        rig.assertRefused(PLAIN, ErrorCode.UNAVAILABLE, "No node of pod light serves");
    }

    @Test
    void heldJobsFailWhenNoNodeComesInTime() {
        rig.hold(new JobProgram.Hold(9, Duration.ofSeconds(30)));
        rig.serve(0);
        Job first = rig.dispatcher.submit(PLAIN);
        rig.pass(Duration.ofSeconds(20));
        Job second = rig.dispatcher.submit(PLAIN);
        rig.pass(Duration.ofSeconds(10));

        rig.follow();

        Job failed = rig.dispatcher.job(first.id());
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.reason()).isEqualTo("no node of pod light served within 30 s");
        assertThat(failed.attempts()).isZero();
        assertThat(rig.dispatcher.job(second.id()).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void heldJobsRunWhenTheFirstNodeComes() {
        rig.serve(0);
        Job job = rig.dispatcher.submit(PLAIN);
        rig.pass(Duration.ofSeconds(59));
        rig.follow();
        rig.answer(new Outcome.Answered("light-1", "{}"));

        rig.serve(1);

        assertThat(rig.dispatcher.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void settingTheClockOfTheHostNeitherFailsHeldJobsNorHoldsThemLonger() {
        rig.hold(new JobProgram.Hold(9, Duration.ofSeconds(30)));
        rig.serve(0);
        Job held = rig.dispatcher.submit(PLAIN);
        rig.jump(Duration.ofHours(8));
        rig.follow();
        assertThat(rig.dispatcher.job(held.id()).state()).isEqualTo(JobState.QUEUED);

        rig.jump(Duration.ofHours(-16));
        rig.pass(Duration.ofSeconds(30));
        rig.follow();

        assertThat(rig.dispatcher.job(held.id()).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void timeInTheQueueOfAServedPodDoesNotCountAsHeld() {
        rig.serve(1);
        for (int i = 0; i < 4; i++) {
            rig.dispatcher.submit(PLAIN);
        }
        Job waiting = rig.dispatcher.submit(PLAIN);
        rig.pass(Duration.ofHours(1));
        rig.serve(0);

        assertThat(rig.dispatcher.job(waiting.id()).state()).isEqualTo(JobState.QUEUED);
    }
}
