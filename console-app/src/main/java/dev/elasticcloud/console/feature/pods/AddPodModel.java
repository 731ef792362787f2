package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.PodClient;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A pod to add, from a folder or an image.
final class AddPodModel {

    private static final PodDraft NOTHING = new PodDraft("", Optional.empty(), List.of());

    private final CloudConnection connection;
    private final PodClient client;
    private final Consumer<PodName> onAdded;
    private final ReadOnlyObjectWrapper<PodDraft> folderDraft =
            new ReadOnlyObjectWrapper<>(this, "folderDraft", NOTHING);
    private final ReadOnlyObjectWrapper<Optional<PodSpec>> imagePod =
            new ReadOnlyObjectWrapper<>(this, "imagePod", Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private Optional<Path> folder = Optional.empty();

    AddPodModel(CloudConnection connection, Consumer<PodName> onAdded) {
        this.connection = connection;
        this.client = new PodClient(connection);
        this.onAdded = onAdded;
    }

    /// The declaration in the chosen folder, with all its faults.
    ReadOnlyObjectProperty<PodDraft> folderDraftProperty() {
        return folderDraft.getReadOnlyProperty();
    }

    /// The pod that the fields for an image describe; empty while they are incomplete.
    ReadOnlyObjectProperty<Optional<PodSpec>> imagePodProperty() {
        return imagePod.getReadOnlyProperty();
    }

    /// Why the pod cannot be added; empty when it can, or when nothing was given yet.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void choose(Path chosen) {
        folder = Optional.of(chosen);
        problem.set("");
        client.check(chosen, folderDraft::set, problem::set);
    }

    /// Updates the fields for an image as they are typed.
    void describe(String name, String image) {
        imagePod.set(Optional.empty());
        problem.set("");
        if (name.isBlank() || image.isBlank()) {
            return;
        }
        try {
            PodSpec pod = PodSpec.ofImage(PodName.of(name.strip()), image.strip());
            if (connection.snapshot().pod(pod.name()).isPresent()) {
                problem.set(text("pods.add.known", pod.name()));
                return;
            }
            imagePod.set(Optional.of(pod));
        } catch (IllegalArgumentException e) {
            problem.set(String.valueOf(e.getMessage()));
        }
    }

    /// The effects of adding and starting the pod, in order.
    static List<String> plan(PodSpec pod) {
        int nodes = pod.initialNodes();
        return List.of(
                text("pods.add.plan.adds", pod.name()),
                text("pods.add.plan.prepares", pod.image().describe()),
                text("pods.add.plan.creates", pod.network().key()),
                text(
                        "pods.add.plan.starts",
                        count("count.nodes", nodes),
                        Numbers.decimals(2, pod.limits().cpus()),
                        pod.limits().memoryMib()),
                text("pods.add.plan.sends", count("count.jobs", pod.slots()), pod.health()));
    }

    void addFolder() {
        Optional<PodSpec> pod = folderDraft.get().pod();
        if (folder.isPresent() && pod.isPresent()) {
            client.add(folder.get(), () -> onAdded.accept(pod.get().name()), problem::set);
        }
    }

    void addImage() {
        imagePod.get()
                .ifPresent(
                        pod ->
                                client.submit(
                                        new Command.DefinePod(pod),
                                        () -> onAdded.accept(pod.name()),
                                        problem::set));
    }
}
