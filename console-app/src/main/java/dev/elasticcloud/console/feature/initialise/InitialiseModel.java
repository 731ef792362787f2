package dev.elasticcloud.console.feature.initialise;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// Which pods to initialise with how many nodes, and the progress of each.
public final class InitialiseModel {

    private final CloudConnection connection;
    private final TaskCentre tasks;
    private final SortedMap<PodName, Integer> chosen = new TreeMap<>();
    private final Set<PodName> seen = new HashSet<>();
    private final ReadOnlyObjectWrapper<List<PodStatus>> pods =
            new ReadOnlyObjectWrapper<>(this, "pods", List.of());
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(this, "hint", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyObjectWrapper<EngineAdvice> engine;
    private final ReadOnlyStringWrapper promise = new ReadOnlyStringWrapper(this, "promise", "");
    private final SetupTasks setups = new SetupTasks();

    /// Pods whose command is being sent to the manager.
    private final Set<PodName> asked = new HashSet<>();

    /// Those of them to cancel once the manager has accepted them.
    private final Set<PodName> takenBack = new HashSet<>();

    /// Pods that the manager has accepted but no snapshot has shown yet.
    private final Set<PodName> accepted = new HashSet<>();

    /// Held weakly by the connection, which outlives the screen.
    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> follow(now);

    public InitialiseModel(CloudConnection connection, TaskCentre tasks) {
        this.connection = connection;
        this.tasks = tasks;
        this.engine = new ReadOnlyObjectWrapper<>(advice(connection.snapshot()));
        follow(connection.snapshot());
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    private EngineAdvice advice(CloudSnapshot snapshot) {
        return connection
                .disconnection()
                .map(EngineAdvice::withoutManager)
                .orElseGet(() -> EngineAdvice.of(snapshot.engine(), snapshot.number() > 0));
    }

    private void follow(CloudSnapshot snapshot) {
        for (PodStatus pod : snapshot.pods().values()) {
            if (seen.add(pod.name()) && !initialised(pod)) {
                chosen.put(pod.name(), pod.spec().initialNodes());
            }
        }
        pods.set(snapshot.podsBySize());
        accepted.removeIf(
                name -> snapshot.pod(name).filter(InitialiseModel::initialised).isPresent());
        engine.set(advice(snapshot));
        sayHint();
        setups.report(snapshot.podsBySize());
    }

    private void sayHint() {
        long waiting = pods.get().stream().filter(p -> !initialised(p)).count();
        boolean serving =
                pods.get().stream()
                        .filter(InitialiseModel::initialised)
                        .allMatch(p -> p.online() >= p.spec().target().nodes());
        String refusal = connection.refusal(Role.OWNER);
        if (waiting > 0 && !refusal.isEmpty()) {
            hint.set(refusal);
        } else if (waiting > 0 && !engine.get().ready()) {
            hint.set(text("initialise.waitForDocker"));
        } else if (waiting > 0 && ready().isEmpty()) {
            hint.set(text("initialise.selectOne"));
        } else if (waiting > 0) {
            hint.set("");
        } else if (pods.get().isEmpty()) {
            hint.set(text("initialise.noPods"));
        } else if (serving) {
            hint.set(text("initialise.allOnline"));
        } else {
            hint.set(text("initialise.starting"));
        }
        sayPromise();
    }

    /// How much of the hosts the chosen nodes would take.
    private void sayPromise() {
        double cpus = 0;
        double bytes = 0;
        for (PodStatus pod : pods.get()) {
            int nodes = ready().getOrDefault(pod.name(), 0);
            NodeLimits limits = pod.spec().limits();
            cpus += nodes * limits.cpus();
            bytes += nodes * (double) limits.memoryBytes();
        }
        List<HostStatus> hosts = connection.snapshot().hosts();
        if (cpus == 0 || hosts.isEmpty()) {
            promise.set("");
            return;
        }
        double promisable = hosts.stream().mapToDouble(HostStatus::promisableCpus).sum();
        double memory = hosts.stream().mapToDouble(HostStatus::promisableBytes).sum();
        promise.set(
                text(
                        "initialise.promise",
                        Numbers.decimals(1, cpus),
                        Numbers.decimals(1, promisable),
                        Numbers.decimals(1, bytes / Figures.GB),
                        Numbers.decimals(1, memory / Figures.GB)));
    }

    static boolean initialised(PodStatus pod) {
        return pod.spec().target().initialised();
    }

    public ReadOnlyObjectProperty<List<PodStatus>> podsProperty() {
        return pods.getReadOnlyProperty();
    }

    /// Whether Docker can run pods, and what to do if not.
    public ReadOnlyObjectProperty<EngineAdvice> engineProperty() {
        return engine.getReadOnlyProperty();
    }

    /// How much of the hosts the chosen nodes take; empty when the hosts are unknown.
    public ReadOnlyStringProperty promiseProperty() {
        return promise.getReadOnlyProperty();
    }

    /// What to do next, or why nothing can be done; empty when the user only needs to click.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// Selects a pod with a number of nodes, 0 or more.
    public void choose(PodName pod, int nodes) {
        chosen.put(pod, nodes);
        sayHint();
    }

    public void leaveOut(PodName pod) {
        chosen.remove(pod);
        sayHint();
    }

    /// The selected pods that can be initialised.
    public Map<PodName, Integer> ready() {
        if (!connection.refusal(Role.OWNER).isEmpty() || !engine.get().ready()) {
            return Map.of();
        }
        SortedMap<PodName, Integer> ready = new TreeMap<>(chosen);
        ready.keySet()
                .removeIf(
                        name ->
                                pods.get().stream()
                                        .noneMatch(p -> p.name().equals(name) && !initialised(p)));
        return ready;
    }

    public void initialise() {
        error.set("");
        Map<PodName, Integer> nodes = ready();
        Set<PodName> names = Set.copyOf(nodes.keySet());
        String title =
                text(
                        "initialise.task",
                        nodes.keySet().stream()
                                .map(PodName::value)
                                .collect(Collectors.joining(", ")));
        LongTask started = tasks.start(title, () -> names.forEach(this::cancel));
        started.step(text("initialise.waiting"), 0);
        setups.follow(started, names);
        asked.addAll(names);
        connection.submit(
                new Command.Initialise(nodes),
                () -> begun(names),
                refusal -> {
                    asked.removeAll(names);
                    takenBack.removeAll(names);
                    error.set(refusal);
                    started.failed(refusal);
                });
    }

    /// Cancels pods whose initialisation was cancelled before the manager had accepted it.
    private void begun(Set<PodName> names) {
        asked.removeAll(names);
        accepted.addAll(names);
        follow(connection.snapshot());
        names.stream().filter(takenBack::remove).forEach(this::shutDown);
    }

    /// Cancels a pod's initialisation; what has been built stays.
    public void cancel(PodName pod) {
        boolean initialising =
                pods.get().stream()
                        .anyMatch(p -> p.name().equals(pod) && p.phase() == PodPhase.INITIALISING);
        if (asked.contains(pod)) {
            takenBack.add(pod);
        } else if (initialising || accepted.contains(pod)) {
            shutDown(pod);
        }
    }

    private void shutDown(PodName pod) {
        accepted.remove(pod);
        connection.submit(new Command.ShutDownPod(pod), error::set);
    }
}
