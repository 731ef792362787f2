package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.LocalFiles;
import dev.elasticcloud.console.connection.PodClient;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;

/// The pods of the cloud, the selected one, and an owner's actions on it.
public final class PodsModel {

    static final Duration UNDO = Duration.ofSeconds(5);

    /// A change of settings that can still be undone.
    public record Undo(PodSpec previous, int number) {}

    private final CloudConnection connection;
    private final PodClient client;
    private final LocalFiles files;
    private final ReadOnlyObjectWrapper<List<PodStatus>> pods =
            new ReadOnlyObjectWrapper<>(this, "pods", List.of());
    private final ReadOnlyObjectWrapper<Optional<PodStatus>> selected =
            new ReadOnlyObjectWrapper<>(this, "selected", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Undo>> undo =
            new ReadOnlyObjectWrapper<>(this, "undo", Optional.empty());
    private final ReadOnlyObjectWrapper<List<String>> build =
            new ReadOnlyObjectWrapper<>(this, "build", List.of());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper(this, "message", "");
    private final Set<PodName> removing = new HashSet<>();
    private final Set<PodName> forgetting = new HashSet<>();
    private Optional<PodName> chosen = Optional.empty();
    private int changes;
    private String buildSeen = "";
    private boolean askingBuild;

    private final ChangeListener<CloudSnapshot> following = (property, before, now) -> follow(now);

    public PodsModel(CloudConnection connection) {
        this.connection = connection;
        this.client = new PodClient(connection);
        this.files = new LocalFiles(connection);
        follow(connection.snapshot());
        connection.snapshotProperty().addListener(new WeakChangeListener<>(following));
    }

    private void follow(CloudSnapshot snapshot) {
        List<PodStatus> now = snapshot.podsBySize();
        if (!now.equals(pods.get())) {
            pods.set(now);
        }
        showSelected();
        goOnRemoving(snapshot);
    }

    private void showSelected() {
        Optional<PodStatus> now =
                chosen.flatMap(name -> connection.snapshot().pod(name))
                        .or(() -> pods.get().stream().findFirst());
        if (!now.equals(selected.get())) {
            selected.set(now);
        }
        now.ifPresent(this::askBuild);
    }

    /// Requests the build log when its last line has changed.
    private void askBuild(PodStatus pod) {
        String seen =
                pod.setup().stream()
                        .filter(step -> step.kind() == SetupStep.Kind.IMAGE)
                        .map(step -> step.progress() + " " + step.detail())
                        .collect(Collectors.joining(" ", pod.name() + " ", ""));
        if (askingBuild || seen.equals(buildSeen)) {
            return;
        }
        askingBuild = true;
        buildSeen = seen;
        client.buildLog(
                pod.name(),
                lines -> {
                    askingBuild = false;
                    if (!lines.equals(build.get())) {
                        build.set(lines);
                    }
                    selected.get().ifPresent(this::askBuild);
                },
                refusal -> askingBuild = false);
    }

    public ReadOnlyObjectProperty<List<PodStatus>> podsProperty() {
        return pods.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<PodStatus>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// The change that can be undone now; empty a few seconds after the last one.
    public ReadOnlyObjectProperty<Optional<Undo>> undoProperty() {
        return undo.getReadOnlyProperty();
    }

    /// The lines of the selected pod's latest build, oldest first.
    public ReadOnlyObjectProperty<List<String>> buildProperty() {
        return build.getReadOnlyProperty();
    }

    /// What was done, or why it was not; empty when there is nothing to say.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Why this console may not change pods; empty when it may.
    public String notAllowed() {
        return connection.refusal(Role.OWNER);
    }

    public void select(PodName pod) {
        chosen = Optional.of(pod);
        showSelected();
    }

    /// A model of a new pod.
    ///
    /// @param added called when it was added
    AddPodModel adding(Runnable added) {
        return new AddPodModel(
                connection,
                name -> {
                    added.run();
                    chosen = Optional.of(name);
                    message.set(text("pods.added", name));
                    showSelected();
                });
    }

    /// A model of a pod's settings while they are edited.
    ///
    /// @param changed called when the change was accepted
    PodEditModel editing(PodStatus pod, Runnable changed) {
        return new PodEditModel(
                connection,
                pod.spec(),
                previous -> {
                    changed.run();
                    message.set(text("pods.changed", previous.name()));
                    offerUndo(previous);
                });
    }

    private void offerUndo(PodSpec previous) {
        changes++;
        int number = changes;
        undo.set(Optional.of(new Undo(previous, number)));
        client.after(
                UNDO,
                () -> {
                    if (undo.get().map(u -> u.number() == number).orElse(false)) {
                        undo.set(Optional.empty());
                    }
                });
    }

    /// Undoes the last change.
    public void undo() {
        undo.get()
                .ifPresent(
                        change -> {
                            undo.set(Optional.empty());
                            PodSpec back =
                                    PodEditModel.wanted(change.previous(), connection.snapshot());
                            submit(new Command.RestorePod(back), text("pods.undone", back.name()));
                        });
    }

    public void initialise(PodStatus pod, int nodes) {
        submit(
                new Command.Initialise(Map.of(pod.name(), nodes)),
                text("pods.starting", pod.name(), count("count.nodes", nodes)));
    }

    public void shutDown(PodStatus pod) {
        submit(new Command.ShutDownPod(pod.name()), text("pods.shuttingDown", pod.name()));
    }

    /// Shuts a pod down and forgets it as soon as nothing of it is left.
    public void remove(PodStatus pod) {
        removing.add(pod.name());
        if (pod.spec().target().initialised()) {
            submit(new Command.ShutDownPod(pod.name()), text("pods.removing", pod.name()));
        } else {
            forget(pod.name());
        }
    }

    private void goOnRemoving(CloudSnapshot snapshot) {
        for (PodName name : Set.copyOf(removing)) {
            Optional<PodStatus> pod = snapshot.pod(name);
            if (pod.isEmpty()) {
                removing.remove(name);
                forgetting.remove(name);
                message.set(text("pods.removed", name));
            } else if (!pod.get().spec().target().initialised() && pod.get().nodes().isEmpty()) {
                forget(name);
            }
        }
    }

    /// Refused while something of the pod is left; then the next snapshot tries again. Sends one
    /// request at a time: a second one would be refused because the first has been granted.
    private void forget(PodName name) {
        if (!forgetting.add(name)) {
            return;
        }
        client.submit(
                new Command.ForgetPod(name),
                () -> {},
                refusal -> {
                    forgetting.remove(name);
                    boolean early = refusal.contains("still being shut down");
                    if (!early && removing.remove(name)) {
                        message.set(refusal);
                    }
                });
    }

    private void submit(Command command, String done) {
        client.submit(command, () -> message.set(done), message::set);
    }

    /// Writes a pod's `pod.yaml` with its current settings.
    public void export(PodStatus pod, Path file) {
        byte[] text = PodClient.write(pod.spec()).getBytes(StandardCharsets.UTF_8);
        files.write(file, text, () -> message.set(text("pods.wrote", file)), message::set);
    }
}
