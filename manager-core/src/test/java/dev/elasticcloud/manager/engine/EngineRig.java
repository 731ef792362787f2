package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.Observed;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.spi.EventLog;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.Workload;
import dev.elasticcloud.manager.store.SqliteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the engine's parts need; the test controls time, events and observations.
public final class EngineRig implements AutoCloseable {

    private volatile Instant now = Observed.NOW;

    final FakeRuntime runtime;
    final FakeBalancer balancer;
    public final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    final List<String> cutOffs = new CopyOnWriteArrayList<>();
    final SqliteStore store = SqliteStore.inMemory();
    final ManagerClock clock = ManagerClock.following(this::now);
    final EventLog log = new Events();
    public final EventRecorder recorder = new EventRecorder(log, clock);

    public EngineRig(Observation seen) {
        this(new FakeRuntime(seen), new FakeBalancer(seen));
    }

    public EngineRig(FakeRuntime runtime, FakeBalancer balancer) {
        this.runtime = runtime;
        this.balancer = balancer;
    }

    Ports ports() {
        return new Ports(
                "test",
                runtime,
                balancer,
                new StandardAutoscaler(),
                store.specs(),
                store.decisions(),
                log,
                store.health(),
                new Jobs(),
                pod -> List.of(),
                clock);
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// The messages of all events so far.
    public List<String> events() {
        return events.stream().map(CloudEvent::message).toList();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Events implements EventLog {
        @Override
        public List<CloudEvent> during(HistoryRange range) {
            return events.stream().filter(e -> range.holds(e.at())).toList();
        }

        @Override
        public CloudEvent record(CloudEvent event) {
            events.add(event);
            return event;
        }

        @Override
        public List<CloudEvent> find(EventQuery query) {
            return List.copyOf(events);
        }
    }

    private final class Jobs implements Workload {
        @Override
        public Load of(PodName pod) {
            return Load.NONE;
        }

        @Override
        public void cutOff(PodName pod, String reason) {
            cutOffs.add(pod + ": " + reason);
        }

        @Override
        public void awaitAnswers(PodName pod, Set<NodeName> nodes) {}
    }
}
