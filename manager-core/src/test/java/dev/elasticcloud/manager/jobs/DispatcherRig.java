package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
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
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.store.SqliteStore;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A job dispatcher for one pod, with a clock, nodes, answers and a store that a test has in its hands.
final class DispatcherRig implements AutoCloseable {

    private final SqliteStore store = SqliteStore.inMemory();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Transport transport = new Transport();
    private volatile boolean refusing;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private PodSpec pod = Specs.pod("light", 1);
    private volatile CloudSnapshot snapshot = CloudSnapshot.empty("test", now);

    final JobDispatcher dispatcher =
            new JobDispatcher(
                    new Ledger(), transport, () -> now, () -> snapshot, wakes::incrementAndGet);

    JobLedger ledger() {
        return store.jobs();
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    int wakes() {
        return wakes.get();
    }

    void hold(JobProgram.Hold hold) {
        pod = pod.withJob(pod.job().withHold(hold));
    }

    /// From now on so many nodes serve.
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
                        now,
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
                now,
                "");
    }

    void follow() {
        dispatcher.follow(snapshot);
    }

    /// Takes up jobs as an earlier manager left them.
    void resume(Job... jobs) {
        for (Job job : jobs) {
            store.jobs().accept(job);
        }
        dispatcher.resume(Map.of(pod.name(), pod));
    }

    /// What the next tries come to, in order; a try beyond them waits for more.
    void answer(JobTransport.Outcome... outcomes) {
        transport.outcomes.addAll(List.of(outcomes));
    }

    List<Duration> timeouts() {
        return transport.timeouts;
    }

    /// Waits until so many tries have ended and the dispatcher has heard of each.
    void awaitAnswers(int tries) {
        Awaiting.until("answers", () -> transport.answered.get() >= tries);
        Awaiting.until("their end", () -> dispatcher.of(pod.name()).running() == 0);
    }

    void refuseChanges(boolean refuses) {
        refusing = refuses;
    }

    @Override
    public void close() {
        dispatcher.close();
        store.close();
    }

    /// Gives each try the next outcome there is.
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

    /// A ledger whose changes can be made to fail, as on a full disk.
    private final class Ledger implements JobLedger {

        @Override
        public void accept(Job job) {
            requireRoom();
            store.jobs().accept(job);
        }

        @Override
        public boolean update(Job job) {
            requireRoom();
            return store.jobs().update(job);
        }

        private void requireRoom() {
            if (refusing) {
                throw PortException.refused("The disk is full", null);
            }
        }

        @Override
        public Optional<Earlier> earlier(JobRequest request) {
            return store.jobs().earlier(request);
        }

        @Override
        public Optional<Job> find(JobId id) {
            return store.jobs().find(id);
        }

        @Override
        public List<Job> latest(@Nullable PodName of, Set<JobState> states, int most) {
            return store.jobs().latest(of, states, most);
        }

        @Override
        public List<Job> open() {
            return store.jobs().open();
        }

        @Override
        public Map<PodName, JobCounts> counts() {
            return store.jobs().counts();
        }
    }
}
