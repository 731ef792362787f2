package dev.elasticcloud.manager.jobs;

import static dev.elasticcloud.manager.jobs.DispatcherRig.PLAIN;
import static dev.elasticcloud.manager.jobs.DispatcherRig.SOON;
import static dev.elasticcloud.manager.jobs.DispatcherRig.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import dev.elasticcloud.manager.spi.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The dispatcher and its ledger: the order of jobs, writes that fail, writes that block.
class DispatcherLedgerTest {

    @AutoClose private final DispatcherRig rig = new DispatcherRig();

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
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT))
                .extracting(Workload.Load::running, Workload.Load::queued)
                .containsExactly(40, 60);
    }

    @Test
    void anOutcomeThatTheStoreRefusesIsWrittenOnceItTakesChanges() {
        rig.serve(1);
        Job job = rig.dispatcher.submit(PLAIN);
        rig.refuseChanges(true);
        rig.answer(new Outcome.Answered("light-1", "{}"));
        rig.awaitAnswers(1);
        assertThat(rig.ledger().find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);

        rig.refuseChanges(false);
        rig.follow();

        assertThat(rig.dispatcher.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).counts())
                .isEqualTo(new JobCounts(1, 1, 0, 0, 0));
    }

    @Test
    void nothingIsAcceptedOrRunThatCannotBeRecorded() {
        rig.serve(0);
        Job waiting = rig.dispatcher.submit(PLAIN);
        rig.refuseChanges(true);

        rig.serve(1);
        rig.assertRefused(PLAIN, ErrorCode.UNAVAILABLE, "cannot be recorded");
        assertThatThrownBy(() -> rig.dispatcher.cancel(waiting.id()))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("cannot be recorded");
        assertThat(rig.dispatcher.workload().of(Specs.LIGHT).running()).isZero();

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
                                rig.dispatcher
                                        .workload()
                                        .cutOff(Specs.LIGHT, "node light-1 was frozen");
                                rig.dispatcher.latencies();
                                return rig.dispatcher.workload().of(Specs.LIGHT);
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
}
