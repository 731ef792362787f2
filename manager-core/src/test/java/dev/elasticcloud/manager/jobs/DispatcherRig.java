package dev.elasticcloud.manager.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.FakeTime;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.store.SqliteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A job dispatcher for one pod whose clock, nodes, answers and store the test controls.
final class DispatcherRig implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);
    static final JobRequest PLAIN = new JobRequest(Specs.LIGHT, Map.of("size", "3"));

    private final SqliteStore store = SqliteStore.inMemory();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Transport transport = new Transport();
    private final FaultyLedger ledger = new FaultyLedger(store.jobs());
    private volatile int queuedAtWake;
    private final FakeTime time = new FakeTime();
    private final ManagerClock clock = time.clock();
    private PodSpec pod = Specs.pod("light", 1);
    private volatile CloudSnapshot snapshot = CloudSnapshot.empty("test", FakeTime.START);

    final JobDispatcher dispatcher =
            new JobDispatcher(ledger, transport, clock, () -> snapshot, this::wake);

    private void wake() {
        queuedAtWake = dispatcher.workload().of(pod.name()).queued();
        wakes.incrementAndGet();
    }

    /// The queue length that the engine read when it was last woken.
    int queuedAtWake() {
        return queuedAtWake;
    }

    JobLedger ledger() {
        return store.jobs();
    }

    Instant now() {
        return time.now();
    }

    /// Advances time in steps, because the clock does not count a longer gap between two readings.
    void pass(Duration duration) {
        Duration step = Duration.ofSeconds(10);
        for (Duration left = duration; left.isPositive(); left = left.minus(step)) {
            time.pass(left.compareTo(step) < 0 ? left : step);
            clock.steady();
        }
    }

    /// Sets the time of day.
    void jump(Duration by) {
        time.jump(by);
    }

    int wakes() {
        return wakes.get();
    }

    void hold(JobProgram.Hold hold) {
        pod = pod.withJob(pod.job().withHold(hold));
    }

    /// Sets how many nodes serve, and lets the dispatcher see it.
    void serve(int nodes) {
        List<NodeStatus> online =
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(i -> node(NodeName.of("light-" + i)))
                        .toList();
        PodStatus status =
                new PodStatus(
                        pod,
                        1,
                        PodPhase.STEADY,
                        List.of(),
                        online,
                        PodLoad.NONE,
                        JobCounts.NONE,
                        null,
                        null,
                        PodStatus.Cost.NONE);
        snapshot =
                new CloudSnapshot(
                        snapshot.number() + 1,
                        now(),
                        "test",
                        1,
                        EngineHealth.UNKNOWN,
                        BalancerHealth.UNKNOWN,
                        new TreeMap<>(Map.of(pod.name(), status)),
                        List.of());
        follow();
    }

    private NodeStatus node(NodeName name) {
        return new NodeStatus(
                name,
                NodeState.ONLINE,
                "c-" + name,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                now(),
                "");
    }

    void follow() {
        dispatcher.follow(snapshot);
    }

    /// Writes jobs into the ledger, as an earlier manager would have left them, and resumes them.
    void resume(Job... jobs) {
        for (Job job : jobs) {
            store.jobs().accept(job);
        }
        dispatcher.resume(Map.of(pod.name(), pod));
    }

    /// Sets the outcomes of the next attempts, in order; further attempts block.
    void answer(JobTransport.Outcome... outcomes) {
        transport.outcomes.addAll(List.of(outcomes));
    }

    List<Duration> timeouts() {
        return transport.timeouts;
    }

    /// Waits until this many attempts have ended and the dispatcher has handled each.
    void awaitAnswers(int attempts) {
        Awaiting.until("answers", () -> transport.answered.get() >= attempts);
        Awaiting.until("no job runs", () -> dispatcher.workload().of(pod.name()).running() == 0);
    }

    /// Waits until no attempt runs.
    void awaitIdle() {
        Awaiting.until("no job runs", () -> dispatcher.workload().of(pod.name()).running() == 0);
    }

    /// How many attempts have ended.
    int attempts() {
        return transport.answered.get();
    }

    void refuseChanges(boolean refuses) {
        ledger.refuseChanges(refuses);
    }

    /// Blocks each ledger write, as a hanging disk would, until the result is closed.
    AutoCloseable blockChanges() {
        return ledger.blockChanges();
    }

    /// Waits until a write to the ledger is blocked.
    void awaitBlockedChange() {
        Awaiting.until("a ledger write is blocked", ledger::isBlocking);
    }

    /// Submits a job and advances the clock past the dispatcher's pauses until the job has ended.
    Job ended(JobRequest request) {
        Job job = dispatcher.submit(request);
        Awaiting.until(
                "the job has ended",
                () -> {
                    pass(Duration.ofMillis(200));
                    follow();
                    return dispatcher.job(job.id()).state().isFinal();
                });
        return dispatcher.job(job.id());
    }

    void assertRefused(JobRequest request, ErrorCode code, String words) {
        assertThatThrownBy(() -> dispatcher.submit(request))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    /// Runs a call on a thread of its own, because the common pool may have only one.
    static <T> CompletableFuture<T> later(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    static JobRequest with(JobOptions options) {
        return new JobRequest(Specs.LIGHT, Map.of("size", "3"), options);
    }

    @Override
    public void close() {
        dispatcher.close();
        store.close();
    }

    /// Ends each attempt with the next outcome of the test.
    private static final class Transport implements JobTransport {

        private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        private final List<Duration> timeouts = new CopyOnWriteArrayList<>();
        private final AtomicInteger answered = new AtomicInteger();

        @Override
        public Outcome run(
                String balancerUrl, PodSpec pod, Map<String, String> parameters, Duration timeout) {
            timeouts.add(timeout);
            try {
                return outcomes.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Broken("cancelled");
            } finally {
                answered.incrementAndGet();
            }
        }

        @Override
        public void close() {}
    }
}
