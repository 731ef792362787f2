package dev.elasticcloud.manager.jobs;

import static dev.elasticcloud.manager.jobs.DispatcherRig.PLAIN;
import static dev.elasticcloud.manager.jobs.DispatcherRig.SOON;
import static dev.elasticcloud.manager.jobs.DispatcherRig.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.job.JobTry;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Which jobs are tried again after an attempt has failed, and when.
class JobRetryTest {

    @AutoClose private final DispatcherRig rig = new DispatcherRig();

    @Test
    void aBrokenOffJobIsRetriedAndEachAttemptIsRecorded() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"), new Outcome.Answered("light-2", "{}"));

        Job job = rig.ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.attempts()).isEqualTo(2);
        assertThat(job.earlier()).extracting(JobTry::reason).containsExactly("gone");
    }

    @Test
    void aJobFailsAfterItsLastAttempt() {
        rig.serve(1);
        Outcome broken = new Outcome.Broken("gone");
        rig.answer(broken, broken, broken, new Outcome.Answered("light-1", "{}"));

        Job job = rig.ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.reason()).isEqualTo("gone, at try 3");
        assertThat(job.earlier()).hasSize(2);
    }

    @Test
    void aJobMarkedAsUnsafeToRepeatIsNotRetried() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"));

        Job job = rig.ended(with(JobOptions.NONE.withIdempotent(false)));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.reason()).startsWith("gone; it may have run");
        assertThat(job.earlier()).isEmpty();
    }

    @Test
    void onlyCutOffJobsNameWhatWasDoneToTheirNode() {
        rig.serve(1);
        rig.answer(new Outcome.CutOff("silence"), new Outcome.Broken("it answered 502"));
        rig.dispatcher.workload().cutOff(Specs.LIGHT, "node light-1 was frozen");

        JobRequest once = with(JobOptions.NONE.withIdempotent(false));

        assertThat(rig.ended(once).reason()).startsWith("silence; node light-1 was frozen; it may");
        assertThat(rig.ended(once).reason()).startsWith("it answered 502; it may have run");
    }

    @Test
    void afterABrokenAttemptTheNextJobWaitsUntilADeadNodeCanBeNoticed() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"), new Outcome.Answered("light-1", "{}"));
        Job first = rig.dispatcher.submit(with(JobOptions.NONE.withIdempotent(false)));
        rig.awaitAnswers(1);

        Job second = rig.dispatcher.submit(PLAIN);

        assertThat(rig.dispatcher.job(first.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(second.state()).isEqualTo(JobState.QUEUED);
        rig.pass(Duration.ofMillis(200));
        rig.follow();
        assertThat(rig.dispatcher.await(second.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void settingTheClockOfTheHostBackDoesNotDelayTheNextJob() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"), new Outcome.Answered("light-1", "{}"));
        rig.dispatcher.submit(with(JobOptions.NONE.withIdempotent(false)));
        rig.awaitAnswers(1);
        rig.jump(Duration.ofHours(-1));
        rig.pass(Duration.ofMillis(200));

        Job second = rig.dispatcher.submit(PLAIN);

        assertThat(second.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aJobThatItsNodeRefusesBacksOffAndFailsOnceItsTimeIsOver() {
        rig.serve(1);
        for (int i = 0; i < 100; i++) {
            rig.answer(busy(Duration.ZERO));
        }
        Job job = rig.dispatcher.submit(PLAIN);
        // its own timeout of 20 s, and 60 s to wait for a node
        for (int tenths = 0; tenths < 1200; tenths++) {
            rig.awaitIdle();
            rig.pass(Duration.ofMillis(100));
            rig.follow();
        }
        rig.awaitIdle();

        Job ended = rig.dispatcher.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.reason())
                .startsWith("no node took it within 1m20s")
                .endsWith("node light-1: the answer was HTTP 429");
        assertThat(ended.node()).isEqualTo("light-1");
        assertThat(rig.attempts()).isBetween(5, 12);
    }

    @Test
    void aJobThatBacksOffDelaysNoOther() {
        rig.serve(1);
        rig.answer(busy(Duration.ofSeconds(30)), new Outcome.Answered("light-1", "{}"));
        Job refused = rig.dispatcher.submit(PLAIN);
        rig.awaitAnswers(1);

        Job other = rig.ended(PLAIN);

        assertThat(other.state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.dispatcher.job(refused.id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(rig.dispatcher.workload().of(refused.pod()).queued()).isEqualTo(1);
    }

    @Test
    void retryAfterOfANodeIsRespected() {
        rig.serve(1);
        rig.answer(busy(Duration.ofSeconds(30)), new Outcome.Answered("light-1", "{}"));
        Job job = rig.dispatcher.submit(PLAIN);
        rig.awaitAnswers(1);
        rig.pass(Duration.ofSeconds(29));
        rig.follow();
        assertThat(rig.dispatcher.job(job.id()).state()).isEqualTo(JobState.QUEUED);

        rig.pass(Duration.ofSeconds(3));
        rig.follow();

        assertThat(rig.dispatcher.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    private static Outcome busy(Duration after) {
        return new Outcome.Busy("light-1", "the answer was HTTP 429", Optional.of(after));
    }

    @Test
    void aJobThatCannotBeSentFailsWithTheCause() {
        rig.serve(1);
        for (int i = 0; i < 200; i++) {
            rig.answer(new Outcome.NotRun("the balancer has no address: 'http://::1:8088'"));
        }
        Job job = rig.dispatcher.submit(PLAIN);
        for (int tenths = 0; tenths < 900; tenths++) {
            rig.awaitIdle();
            rig.pass(Duration.ofMillis(100));
            rig.follow();
        }
        rig.awaitIdle();

        Job ended = rig.dispatcher.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.reason()).contains("has no address: 'http://::1:8088'");
        assertThat(rig.attempts()).isLessThan(80);
    }

    @Test
    void aTimedOutJobIsNotRetried() {
        rig.serve(1);
        rig.answer(new Outcome.TimedOut("no answer within 2 s"));

        Job job = rig.ended(with(JobOptions.NONE.withTimeout(Duration.ofSeconds(2))));

        assertThat(job.reason()).isEqualTo("no answer within 2 s");
        assertThat(rig.timeouts()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void jobsLeftRunningByAManagerAreRetriedOnlyWhenIdempotent() {
        Job safe = running("a", JobOptions.NONE);
        Job unsafe = running("b", JobOptions.NONE.withIdempotent(false));
        rig.resume(safe, unsafe);
        rig.answer(new Outcome.Answered("light-1", "{}"));

        rig.serve(1);

        Job again = rig.dispatcher.await(safe.id(), SOON);
        assertThat(again.state()).isEqualTo(JobState.COMPLETED);
        assertThat(again.earlier())
                .extracting(JobTry::reason)
                .containsExactly("the manager stopped while it ran");
        assertThat(rig.dispatcher.job(unsafe.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(rig.dispatcher.job(unsafe.id()).reason()).contains("the manager stopped");
    }

    private Job running(String id, JobOptions options) {
        return Job.accepted(new JobId(id), with(options), rig.now()).running(rig.now());
    }
}
