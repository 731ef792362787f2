package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.engine.Ports;
import dev.elasticcloud.manager.engine.ReconcileLoop;
import dev.elasticcloud.manager.jobs.JobDispatcher;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.simulation.SimulatedHost;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.store.SqliteStore;
import dev.elasticcloud.manager.usage.UsageHistory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A reconcile loop over a simulated cloud of any size. It has converged, so its idle rounds can be
/// timed.
final class SimulatedLoop implements AutoCloseable {

    private static final int POD_SIZE = PodSpec.MOST_NODES;
    private static final long PATIENCE_SECONDS = 300;

    private final SqliteStore store = SqliteStore.inMemory();
    private final Semaphore published = new Semaphore(0);
    private final ReconcileLoop loop;
    private final JobDispatcher jobs;

    SimulatedLoop(int nodes) throws InterruptedException {
        ManagerClock clock = ManagerClock.system();
        SimulatedCloud cloud =
                new SimulatedCloud(clock, SimulatedTimings.INSTANT, SimulatedHost.VAST);
        ContainerRuntime runtime = cloud.runtime();
        UsageHistory history = new UsageHistory(store.usage(), store.decisions(), clock);
        store.specs().save(spec(nodes));
        jobs = new JobDispatcher(store.jobs(), cloud.transport(), clock, this::snapshot, () -> {});
        loop =
                new ReconcileLoop(
                        new Ports(
                                "bench",
                                runtime,
                                cloud.balancer(),
                                new StandardAutoscaler(),
                                store.specs(),
                                store.decisions(),
                                store.events(),
                                store.health(),
                                jobs.workload(),
                                history,
                                clock));
        loop.subscribe(jobs::follow);
        loop.subscribe(history::record);
        Semaphore rest = new Semaphore(0);
        try (var watching =
                loop.subscribe(
                        snapshot -> {
                            if (online(snapshot) == nodes) {
                                rest.release();
                            }
                        })) {
            loop.start();
            if (!rest.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "Only %d of %d nodes are online".formatted(online(loop.snapshot()), nodes));
            }
        }
        history.record(runtime.sample(loop.observation().containers().values()));
        loop.subscribe(snapshot -> published.release());
    }

    private CloudSnapshot snapshot() {
        return loop.snapshot();
    }

    private static int online(CloudSnapshot snapshot) {
        return snapshot.pods().values().stream().mapToInt(PodStatus::online).sum();
    }

    private static CloudSpec spec(int nodes) {
        CloudSpec spec = CloudSpec.EMPTY;
        int left = nodes;
        for (int pod = 1; left > 0; pod++) {
            int size = Math.min(left, POD_SIZE);
            spec = spec.with(pod(PodName.of("p" + pod), size));
            left -= size;
        }
        return spec;
    }

    private static PodSpec pod(PodName name, int nodes) {
        return new PodSpec(
                name,
                name.value(),
                "",
                new ImageSource.Reference("simulated"),
                NodeLimits.of(0.5, 100),
                2,
                nodes,
                nodes,
                0,
                Balance.ROUND_ROBIN,
                8080,
                "/healthz",
                Reach.INTERNAL,
                new Elasticity(true, nodes, nodes, 0.3, 0.7, Duration.ofSeconds(10)),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram("/run", Duration.ofSeconds(60), true, List.of()),
                Target.NONE.withInitialised(true).withNodes(nodes));
    }

    /// Runs one round and returns the time from the wake to the published snapshot.
    long round() throws InterruptedException {
        published.drainPermits();
        long begun = System.nanoTime();
        loop.wake();
        if (!published.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The loop publishes no snapshot");
        }
        return System.nanoTime() - begun;
    }

    @Override
    public void close() {
        loop.close();
        jobs.close();
        store.close();
    }
}
