package dev.elasticcloud.console.feature.initialise;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Which pods to initialise with how many nodes, and the progress of each.
public final class InitialiseModel {

    private final CloudConnection connection;
    private final SortedMap<PodName, Integer> chosen = new TreeMap<>();
    private final ReadOnlyObjectWrapper<List<PodStatus>> pods =
            new ReadOnlyObjectWrapper<>(this, "pods", List.of());
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(this, "hint", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    public InitialiseModel(CloudConnection connection) {
        this.connection = connection;
        follow(connection.snapshot());
        connection.snapshotProperty().addListener((property, before, now) -> follow(now));
    }

    private void follow(CloudSnapshot snapshot) {
        for (PodStatus pod : snapshot.pods().values()) {
            if (!pod.spec().target().initialised() && pods.get().isEmpty()) {
                chosen.put(pod.name(), pod.spec().initialNodes());
            }
        }
        pods.set(snapshot.podsBySize());
        sayHint();
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
        } else if (waiting > 0 && ready().isEmpty()) {
            hint.set("Select at least one pod.");
        } else if (waiting > 0) {
            hint.set("");
        } else if (serving) {
            hint.set("All pods are online. Watch them on the overview, or run a job.");
        } else {
            hint.set("The pods are starting.");
        }
    }

    static boolean initialised(PodStatus pod) {
        return pod.spec().target().initialised();
    }

    public ReadOnlyObjectProperty<List<PodStatus>> podsProperty() {
        return pods.getReadOnlyProperty();
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
        if (!connection.refusal(Role.OWNER).isEmpty()) {
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
        connection.submit(new Command.Initialise(ready()), error::set);
    }
}
