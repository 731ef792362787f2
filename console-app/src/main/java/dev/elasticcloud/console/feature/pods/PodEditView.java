package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The settings of a pod as a form or as `pod.yaml`, beside the changes and their effects.
final class PodEditView extends VBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final PodEditModel model;
    private final TextArea text = new TextArea();
    private final StackPane place = new StackPane();
    private final VBox changes = new VBox();
    private final VBox findings = new VBox();
    private final Label plan = new Label();
    private final Label refusal = new Label();
    private final Button apply = new Button(text("pods.edit.apply"));
    private final List<Runnable> refresh = new ArrayList<>();
    private boolean refreshing;

    PodEditView(PodEditModel model, Runnable close) {
        this.model = model;
        getStyleClass().add("pod-edit");
        text.setId("pod-yaml");
        text.setAccessibleText(text("pods.edit.accessible.yaml"));
        text.getStyleClass().add("yaml");
        text.textProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!refreshing) {
                                model.edit(now);
                            }
                        });
        ScrollPane form = new ScrollPane(form());
        form.setFitToWidth(true);
        form.getStyleClass().add("field-scroller");
        HBox ways = ways(form);
        VBox left = new VBox(ways, place);
        left.getStyleClass().add("side");
        HBox.setHgrow(left, Priority.ALWAYS);
        VBox.setVgrow(place, Priority.ALWAYS);
        ScrollPane right = new ScrollPane(outcome());
        right.setFitToWidth(true);
        right.getStyleClass().addAll("field-scroller", "outcome");
        HBox both = new HBox(left, right);
        both.getStyleClass().add("columns");
        VBox.setVgrow(both, Priority.ALWAYS);
        getChildren().setAll(both, foot(close));
        model.draftProperty().addListener((property, before, now) -> show(now));
        model.differenceProperty().addListener((property, before, now) -> showChanges(now));
        model.planProperty().addListener((property, before, now) -> showPlan(now));
        model.refusalProperty().addListener((property, before, now) -> allow());
        show(model.draftProperty().get());
        showChanges(model.differenceProperty().get());
        showPlan(model.planProperty().get());
    }

    private HBox ways(Node form) {
        ToggleGroup group = new ToggleGroup();
        ToggleButton settings = way(group, "edit-form", text("pods.edit.settings"), form);
        ToggleButton yaml = way(group, "edit-yaml", "pod.yaml", text);
        settings.setSelected(true);
        place.getChildren().setAll(form);
        HBox ways = new HBox(settings, yaml);
        ways.getStyleClass().add("segments");
        return ways;
    }

    private ToggleButton way(ToggleGroup group, String id, String title, Node content) {
        ToggleButton button = new ToggleButton(title);
        button.setId(id);
        button.setToggleGroup(group);
        button.setOnAction(
                event -> {
                    button.setSelected(true);
                    place.getChildren().setAll(content);
                });
        return button;
    }

    private VBox form() {
        VBox form = new VBox();
        form.getStyleClass().add("groups");
        for (Setting.Group group : Setting.groups()) {
            Label title = new Label(group.title());
            title.getStyleClass().add("title");
            FlowPane fields = new FlowPane();
            fields.getStyleClass().add("settings");
            group.settings().forEach(setting -> fields.getChildren().add(field(setting)));
            form.getChildren().addAll(title, fields);
        }
        Label more = new Label(text("pods.edit.moreInYaml"));
        more.setWrapText(true);
        more.getStyleClass().add("help");
        form.getChildren().add(more);
        if (model.before().image() instanceof ImageSource.Folder) {
            Label origin = new Label(text("pods.edit.fromFolder"));
            origin.setWrapText(true);
            origin.getStyleClass().add("help");
            form.getChildren().add(origin);
        }
        return form;
    }

    private VBox field(Setting setting) {
        Label name = new Label(setting.label());
        name.getStyleClass().add("name");
        Label range = new Label(setting.range());
        range.getStyleClass().add("help");
        range.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox heading = new HBox(name, gap, range);
        heading.setAlignment(Pos.BASELINE_LEFT);
        Label fault = new Label();
        fault.setId("setting-fault-" + setting.key().replace('.', '-'));
        fault.setWrapText(true);
        fault.getStyleClass().add("fault");
        Region editor = setting.choices().isEmpty() ? textField(setting) : choice(setting);
        editor.setId("setting-" + setting.key().replace('.', '-'));
        editor.setAccessibleText(setting.label() + ", " + setting.range());
        name.setLabelFor(editor);
        refresh.add(
                () -> {
                    String wrong =
                            model.draftProperty()
                                    .get()
                                    .about(setting.key())
                                    .map(f -> f.message())
                                    .orElse("");
                    fault.setText(wrong);
                    fault.setVisible(!wrong.isEmpty());
                    fault.setManaged(!wrong.isEmpty());
                    editor.pseudoClassStateChanged(WRONG, !wrong.isEmpty());
                });
        VBox field = new VBox(heading, editor, fault);
        field.getStyleClass().add("setting");
        return field;
    }

    private TextField textField(Setting setting) {
        TextField field = new TextField(model.value(setting.key()));
        field.textProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!refreshing) {
                                model.set(setting.key(), now.strip());
                            }
                        });
        refresh.add(
                () -> {
                    String now = model.value(setting.key());
                    if (!field.isFocused() && !field.getText().strip().equals(now)) {
                        field.setText(now);
                    }
                });
        return field;
    }

    private ComboBox<String> choice(Setting setting) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(setting.choices());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setValue(model.value(setting.key()));
        box.valueProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!refreshing && now != null) {
                                model.set(setting.key(), now);
                            }
                        });
        refresh.add(() -> box.setValue(model.value(setting.key())));
        return box;
    }

    private VBox outcome() {
        plan.setId("pod-plan");
        plan.setWrapText(true);
        refusal.setId("pod-refusal");
        refusal.setWrapText(true);
        refusal.getStyleClass().add("fault");
        changes.setId("pod-difference");
        changes.getStyleClass().add("difference");
        VBox outcome =
                new VBox(
                        heading(text("pods.edit.wrong")),
                        findings,
                        heading(text("pods.edit.changes")),
                        changes,
                        heading(text("pods.edit.effects")),
                        plan,
                        refusal);
        outcome.getStyleClass().add("groups");
        return outcome;
    }

    private static Label heading(String words) {
        Label heading = new Label(words);
        heading.getStyleClass().add("title");
        return heading;
    }

    private HBox foot(Runnable close) {
        apply.setId("pod-apply");
        apply.getStyleClass().add("accent");
        apply.setOnAction(event -> model.apply());
        Button cancel = new Button(text("pods.edit.cancel"));
        cancel.setOnAction(event -> close.run());
        HBox foot = new HBox(cancel, apply);
        foot.getStyleClass().add("line");
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    private void show(PodDraft draft) {
        refreshing = true;
        refresh.forEach(Runnable::run);
        if (!text.getText().equals(draft.yaml())) {
            text.setText(draft.yaml());
        }
        refreshing = false;
        findings.getChildren().setAll(FindingsList.of(draft.findings()));
        allow();
    }

    private void showChanges(List<LineDifference> differences) {
        changes.getChildren()
                .setAll(
                        differences.stream()
                                .map(
                                        d -> {
                                            Label line =
                                                    new Label((d.added() ? "+ " : "− ") + d.line());
                                            line.getStyleClass().add(d.added() ? "added" : "taken");
                                            return line;
                                        })
                                .toList());
        if (differences.isEmpty()) {
            changes.getChildren().setAll(FindingsList.quiet(text("pods.edit.nothingYet")));
        }
        allow();
    }

    private void showPlan(List<String> steps) {
        plan.setText(
                steps.isEmpty()
                        ? "–"
                        : steps.stream()
                                .map(
                                        s ->
                                                s.substring(0, 1).toUpperCase(Locale.ROOT)
                                                        + s.substring(1))
                                .collect(Collectors.joining("\n")));
    }

    private void allow() {
        boolean valid = model.draftProperty().get().pod().isPresent();
        String why = model.refusalProperty().get();
        refusal.setText(why);
        refusal.setVisible(!why.isEmpty());
        refusal.setManaged(!why.isEmpty());
        apply.setDisable(!valid || !model.isChanged() || !why.isEmpty());
    }
}
