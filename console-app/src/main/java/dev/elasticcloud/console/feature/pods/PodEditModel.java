package dev.elasticcloud.console.feature.pods;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.PodClient;
import dev.elasticcloud.console.text.Texts;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodFinding;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The settings of one pod while they are edited: the text, its faults, its differences from the
/// current settings, and the effects of applying it.
final class PodEditModel {

    private final CloudConnection connection;
    private final PodClient client;
    private final PodSpec before;
    private final Consumer<PodSpec> onApplied;
    private final String textBefore;
    private final ReadOnlyObjectWrapper<PodDraft> draft;
    private final ReadOnlyObjectWrapper<List<LineDifference>> difference =
            new ReadOnlyObjectWrapper<>(this, "difference", List.of());
    private final ReadOnlyObjectWrapper<List<String>> plan =
            new ReadOnlyObjectWrapper<>(this, "plan", List.of());
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper(this, "refusal", "");
    private boolean applied;

    /// @param onApplied receives the previous pod when the change was accepted
    PodEditModel(CloudConnection connection, PodSpec before, Consumer<PodSpec> onApplied) {
        this.connection = connection;
        this.client = new PodClient(connection);
        this.before = before;
        this.onApplied = onApplied;
        this.textBefore = PodClient.write(before);
        this.draft =
                new ReadOnlyObjectWrapper<>(this, "draft", PodClient.check(textBefore, before));
    }

    PodSpec before() {
        return before;
    }

    String text() {
        return draft.get().yaml();
    }

    ReadOnlyObjectProperty<PodDraft> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<LineDifference>> differenceProperty() {
        return difference.getReadOnlyProperty();
    }

    /// The actions that applying would cause, in order, and warnings.
    ReadOnlyObjectProperty<List<String>> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Why the cloud would refuse it; empty when it would accept it.
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Accepts a changed text, checks it, and previews its effects.
    void edit(String yaml) {
        if (yaml.equals(text())) {
            return;
        }
        PodDraft checked = renamed(PodClient.check(yaml, before));
        draft.set(checked);
        difference.set(LineDifference.between(textBefore, yaml));
        plan.set(List.of());
        refusal.set("");
        checked.pod().ifPresent(pod -> preview(pod, checked));
    }

    /// A pod keeps its name; a different name means a different pod.
    private PodDraft renamed(PodDraft checked) {
        boolean same = checked.pod().map(p -> p.name().equals(before.name())).orElse(true);
        if (same) {
            return checked;
        }
        return new PodDraft(
                checked.yaml(),
                Optional.empty(),
                List.of(
                        new PodFinding(
                                1, "name", Texts.text("pods.edit.nameMustStay", before.name()))));
    }

    private void preview(PodSpec pod, PodDraft asked) {
        client.preview(
                new Command.RestorePod(wanted(pod, connection.snapshot())),
                answer -> {
                    if (draft.get() == asked) {
                        plan.set(words(answer));
                    }
                },
                why -> {
                    if (draft.get() == asked) {
                        refusal.set(why);
                    }
                });
    }

    static List<String> words(Plan plan) {
        List<String> words = new ArrayList<>();
        plan.warnings().forEach(warning -> words.add(Texts.text("pods.edit.warning", warning)));
        plan.steps().forEach(step -> words.add(step.toString()));
        if (words.isEmpty()) {
            words.add(Texts.text("pods.edit.noNodeChanges"));
        }
        return words;
    }

    /// Sets one value by its key, such as `limits.cpus`, and keeps the rest of the text.
    void set(String key, String value) {
        edit(YamlText.with(text(), key, value));
    }

    /// The value of a key in the text; empty when it is absent.
    String value(String key) {
        return YamlText.value(text(), key);
    }

    boolean isChanged() {
        return !difference.get().isEmpty();
    }

    void apply() {
        Optional<PodSpec> pod = draft.get().pod();
        if (pod.isEmpty() || applied) {
            return;
        }
        CloudSnapshot now = connection.snapshot();
        PodSpec previous = now.pod(before.name()).map(p -> p.spec()).orElse(before);
        client.submit(
                new Command.RestorePod(wanted(pod.get(), now)),
                () -> {
                    applied = true;
                    onApplied.accept(previous);
                },
                refusal::set);
    }

    /// The pod with its currently wanted nodes, within its own bounds.
    static PodSpec wanted(PodSpec pod, CloudSnapshot now) {
        Target target = now.pod(pod.name()).map(p -> p.spec().target()).orElse(Target.NONE);
        int nodes = Math.min(target.nodes(), pod.maxNodes());
        boolean bound = pod.elasticity().enabled() && target.initialised();
        return pod.withTarget(target.withNodes(bound ? pod.elasticity().clamp(nodes) : nodes));
    }
}
