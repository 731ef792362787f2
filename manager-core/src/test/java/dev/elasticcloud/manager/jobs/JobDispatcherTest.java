package dev.elasticcloud.manager.jobs;

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
import dev.elasticcloud.manager.model.job.JobTry;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import dev.elasticcloud.manager.spi.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobDispatcherTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final JobRequest PLAIN = new JobRequest(Specs.LIGHT, Map.of("size", "3"));

    private final DispatcherRig rig = new DispatcherRig();

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void anAnswerCompletesTheJobAndIsRecorded() {
        rig.serve(1);
        rig.answer(new Outcome.Answered("light-1", "{}"));

        Job job = ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job).isEqualTo(rig.ledger().find(job.id()).orElseThrow());
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(rig.dispatcher.of(Specs.LIGHT).counts()).isEqualTo(new JobCounts(1, 1, 0, 0, 0));
    }

    @Test
    void aBrokenOffJobIsRetriedAndEachAttemptIsRecorded() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"), new Outcome.Answered("light-2", "{}"));

        Job job = ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.attempts()).isEqualTo(2);
        assertThat(job.earlier()).extracting(JobTry::reason).containsExactly("gone");
    }

    @Test
    void aJobFailsAfterItsLastAttempt() {
        rig.serve(1);
        Outcome broken = new Outcome.Broken("gone");
        rig.answer(broken, broken, broken, new Outcome.Answered("light-1", "{}"));

        Job job = ended(PLAIN);

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.reason()).isEqualTo("gone, at try 3");
        assertThat(job.earlier()).hasSize(2);
    }

    @Test
    void aJobMarkedAsUnsafeToRepeatIsNotRetried() {
        rig.serve(1);
        rig.answer(new Outcome.Broken("gone"));

        Job job = ended(with(JobOptions.NONE.withIdempotent(false)));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.reason()).startsWith("gone; it may have run");
        assertThat(job.earlier()).isEmpty();
    }

    @Test
    void onlyJobsThatWereCutOffNameWhatWasDoneToTheirNode() {
        rig.serve(1);
        rig.answer(new Outcome.CutOff("silence"), new Outcome.Broken("it answered 502"));
        rig.dispatcher.cutOff(Specs.LIGHT, "node light-1 was frozen");

        JobRequest once = with(JobOptions.NONE.withIdempotent(false));

        assertThat(ended(once).reason()).startsWith("silence; node light-1 was frozen; it may");
        assertThat(ended(once).reason()).startsWith("it answered 502; it may have run");
    }

    @Test
    void afterABrokenAttemptTheNextJobWaitsUntilADeadNodeCanBeSeen() {
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

    private static Outcome busy(Duration after) {
        return new Outcome.Busy("light-1", "the answer was HTTP 429", Optional.of(after));
    }

    @Test
    void aJobThatItsNodeRefusesIsTriedLaterEachTimeAndFailsOnceItsTimeIsOver() {
        rig.serve(1);
        for (int i = 0; i < 100; i++) {
            rig.answer(busy(Duration.ZERO));
        }
        Job job = rig.dispatcher.submit(PLAIN);
        // its own 20 s, and 60 s that it may wait for a node
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
    void aJobThatIsTriedLaterHoldsUpNoOther() {
        rig.serve(1);
        rig.answer(busy(Duration.ofSeconds(30)), new Outcome.Answered("light-1", "{}"));
        Job refused = rig.dispatcher.submit(PLAIN);
        rig.awaitAnswers(1);

        Job other = ended(PLAIN);

        assertThat(other.state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.dispatcher.job(refused.id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(rig.dispatcher.of(refused.pod()).queued()).isEqualTo(1);
    }

    @Test
    void whatANodeAsksToWaitIsWaited() {
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

    @Test
    void aJobThatCannotEvenBeSentFailsWithTheCause() {
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

        Job job = ended(with(JobOptions.NONE.withTimeout(Duration.ofSeconds(2))));

        assertThat(job.reason()).isEqualTo("no answer within 2 s");
        assertThat(rig.timeouts()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void aTimeoutAboveThePodsIsRefused() {
        rig.serve(1);
        refused(
                with(JobOptions.NONE.withTimeout(Duration.ofHours(1))),
                ErrorCode.INVALID,
                "3600 s is above the pod's own, 20 s");
    }

    @Test
    void theSameRequestUnderTheSameKeyIsTheSameJob() {
        rig.serve(1);
        rig.answer(new Outcome.Answered("light-1", "{}"));
        JobRequest keyed = with(JobOptions.NONE.withKey("order-7"));

        Job first = ended(keyed);
        Job again = rig.dispatcher.submit(keyed);

        assertThat(again).isEqualTo(first);
        assertThat(rig.dispatcher.of(Specs.LIGHT).counts().accepted()).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        rig.serve(0);
        rig.dispatcher.submit(with(JobOptions.NONE.withKey("order-7")));

        refused(
                new JobRequest(Specs.LIGHT, Map.of(), JobOptions.NONE.withKey("order-7")),
                ErrorCode.CONFLICT,
                "use a new key");
        assertThat(rig.dispatcher.of(Specs.LIGHT).counts().accepted()).isEqualTo(1);
    }

    @Test
    void aPodWithoutNodesHoldsJobsUpToItsLimit() {
        rig.hold(new JobProgram.Hold(2, Duration.ofSeconds(30)));
        rig.serve(0);
        rig.dispatcher.submit(PLAIN);
        rig.dispatcher.submit(PLAIN);

        refused(PLAIN, ErrorCode.EXHAUSTED, "2 jobs wait for a first node of pod light");
        assertThat(rig.wakes()).isEqualTo(2);
    }

    @Test
    void aPodThatHoldsNothingRefusesWhileNoNodeServes() {
        rig.hold(new JobProgram.Hold(0, Duration.ofSeconds(30)));
        rig.serve(0);
        refused(PLAIN, ErrorCode.UNAVAILABLE, "No node of pod light serves");
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

    @Test
    void aJobIsCancelledWhileItRuns() {
        rig.serve(1);
        Job job = rig.dispatcher.submit(PLAIN);
        assertThat(rig.dispatcher.job(job.id()).state()).isEqualTo(JobState.RUNNING);

        rig.dispatcher.cancel(job.id());

        Job cancelled = rig.dispatcher.await(job.id(), SOON);
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.startedAt()).isNotNull();
        assertThat(rig.dispatcher.of(Specs.LIGHT).counts()).isEqualTo(new JobCounts(1, 0, 0, 1, 0));
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

    @Test
    void anEndThatTheStoreRefusesIsWrittenOnceItTakesChanges() {
        rig.serve(1);
        Job job = rig.dispatcher.submit(PLAIN);
        rig.refuseChanges(true);
        rig.answer(new Outcome.Answered("light-1", "{}"));
        rig.awaitAnswers(1);
        assertThat(rig.ledger().find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);

        rig.refuseChanges(false);
        rig.follow();

        assertThat(rig.dispatcher.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.dispatcher.of(Specs.LIGHT).counts()).isEqualTo(new JobCounts(1, 1, 0, 0, 0));
    }

    @Test
    void nothingIsAcceptedOrRunThatCannotBeRecorded() {
        rig.serve(0);
        Job waiting = rig.dispatcher.submit(PLAIN);
        rig.refuseChanges(true);

        rig.serve(1);
        refused(PLAIN, ErrorCode.UNAVAILABLE, "cannot be recorded");
        assertThatThrownBy(() -> rig.dispatcher.cancel(waiting.id()))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("cannot be recorded");
        assertThat(rig.dispatcher.of(Specs.LIGHT).running()).isZero();

        rig.refuseChanges(false);
        rig.answer(new Outcome.Answered("light-1", "{}"));
        rig.pass(Duration.ofSeconds(2));
        rig.follow();
        assertThat(rig.dispatcher.await(waiting.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aLedgerThatBlocksInAWriteDoesNotBlockWhatTheReconcileLoopCalls() throws Exception {
        rig.serve(1);
        Job running = rig.dispatcher.submit(PLAIN);
        try (AutoCloseable blocked = rig.blockChanges()) {
            rig.answer(new Outcome.Answered("light-1", "{}"));
            rig.awaitBlockedChange();

            CompletableFuture<Workload.Load> load =
                    later(
                            () -> {
                                rig.dispatcher.cutOff(Specs.LIGHT, "node light-1 was frozen");
                                rig.dispatcher.latencies();
                                return rig.dispatcher.of(Specs.LIGHT);
                            });

            assertThat(load).succeedsWithin(SOON);
            assertThat(Awaiting.result(load).running()).isEqualTo(1);
            assertThat(Awaiting.result(load).counts()).isEqualTo(new JobCounts(1, 0, 0, 0, 1));
        }
        assertThat(rig.dispatcher.await(running.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aLedgerThatBlocksInAWriteDoesNotBlockReadersOfJobs() throws Exception {
        rig.serve(0);
        Job held = rig.dispatcher.submit(PLAIN);
        try (AutoCloseable blocked = rig.blockChanges()) {
            CompletableFuture<Job> accepted = later(() -> rig.dispatcher.submit(PLAIN));
            rig.awaitBlockedChange();

            assertThat(later(() -> rig.dispatcher.job(held.id()))).succeedsWithin(SOON);
            assertThat(later(() -> rig.dispatcher.await(held.id(), Duration.ofMillis(1))))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .withMessageContaining("is still queued");
            assertThat(accepted).isNotDone();
        }
    }

    @Test
    void theEngineReadsTheWaitingJobWhenItIsWoken() {
        rig.serve(0);

        rig.dispatcher.submit(PLAIN);

        assertThat(rig.queuedAtWake()).isEqualTo(1);
    }

    @Test
    void jobsAcceptedAtTheSameTimeRunInTheOrderOfTheLedger() throws Exception {
        rig.serve(0);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                callers.submit(() -> rig.dispatcher.submit(PLAIN));
            }
        }
        List<JobId> accepted = rig.ledger().open().stream().map(Job::id).toList();
        assertThat(accepted).hasSize(100);

        rig.serve(10);

        assertThat(rig.ledger().open())
                .filteredOn(job -> job.state() == JobState.RUNNING)
                .extracting(Job::id)
                .containsExactlyElementsOf(accepted.subList(0, 40));
        assertThat(rig.dispatcher.of(Specs.LIGHT))
                .extracting(Workload.Load::running, Workload.Load::queued)
                .containsExactly(40, 60);
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

    /// Submits a job and advances the clock past the dispatcher's pauses until the job has ended.
    private Job ended(JobRequest request) {
        Job job = rig.dispatcher.submit(request);
        Awaiting.until(
                "the job has ended",
                () -> {
                    rig.pass(Duration.ofMillis(200));
                    rig.follow();
                    return rig.dispatcher.job(job.id()).state().isFinal();
                });
        return rig.dispatcher.job(job.id());
    }

    /// On a thread of its own, as the common pool may have only one.
    private static <T> CompletableFuture<T> later(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private void refused(JobRequest request, ErrorCode code, String words) {
        assertThatThrownBy(() -> rig.dispatcher.submit(request))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private Job running(String id, JobOptions options) {
        return Job.accepted(new JobId(id), with(options), rig.now()).running(rig.now());
    }

    private static JobRequest with(JobOptions options) {
        return new JobRequest(Specs.LIGHT, Map.of("size", "3"), options);
    }
}
