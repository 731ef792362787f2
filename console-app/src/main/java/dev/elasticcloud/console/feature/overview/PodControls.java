package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.RangeField;
import dev.elasticcloud.console.fx.WordConverter;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The lower half of a pod's card: its settings and actions.
final class PodControls extends VBox {

    private final PodCardModel model;
    private final RangeField thresholds =
            new RangeField(
                    text("overview.controls.thresholds"),
                    0,
                    100,
                    1,
                    1,
                    (low, high) -> String.format(Locale.ROOT, "%.0f–%.0f %%", low, high));
    private final RangeField bounds =
            new RangeField(
                    text("overview.controls.bounds"),
                    0,
                    1,
                    1,
                    0,
                    (low, high) -> String.format(Locale.ROOT, "%.0f – %.0f", low, high));
    private final TextField cpus = new TextField();
    private final TextField memory = new TextField();
    private final TextField weight = new TextField();
    private final Label problem = new Label();
    private final ToggleSwitch elastic = new ToggleSwitch();
    private final ChoiceBox<Balance> balance = new ChoiceBox<>();
    private final Button launch = new Button(text("overview.controls.launch"));
    private final StackPane launchFrame = new StackPane(launch);
    private final Tooltip launchRefused = new Tooltip(text("overview.controls.tooltip.launch"));
    private final Button pause = new Button(text("overview.controls.pause"));

    PodControls(PodCardModel model, OverviewActions actions) {
        this.model = model;
        getStyleClass().add("pod-controls");
        String pod = model.name().value();
        thresholds.setId("thresholds-" + pod);
        bounds.setId("bounds-" + pod);
        cpus.setId("cpus-" + pod);
        memory.setId("memory-" + pod);
        weight.setId("weight-" + pod);
        elastic.setId("elastic-" + pod);
        getChildren()
                .addAll(
                        thresholds,
                        bounds,
                        row(text("overview.controls.limits"), limits()),
                        row(text("overview.controls.weight"), weight()),
                        problem,
                        row(text("overview.controls.elastic"), elasticity()),
                        buttons(actions));
        thresholds.setOnChange((low, high) -> model.changeThresholds((int) low, (int) high));
        bounds.setOnChange((low, high) -> model.changeBounds((int) low, (int) Math.max(1, high)));
        model.thresholdsProperty().addListener((o, before, now) -> showSpans());
        model.boundsProperty().addListener((o, before, now) -> showSpans());
        model.elasticProperty().addListener((o, before, now) -> showElastic(now));
        model.pausedProperty().addListener((o, before, now) -> showPaused(now));
        model.balanceProperty().addListener((o, before, now) -> balance.setValue(now));
        model.limitsProperty().addListener((o, before, now) -> showLimits());
        model.weightProperty().addListener((o, before, now) -> showLimits());
        model.limitsProblemProperty().addListener((o, before, now) -> showProblem(now));
        model.statusProperty().addListener((o, before, now) -> showMost(before, now));
        showSpans();
        showElastic(model.elasticProperty().get());
        showPaused(model.pausedProperty().get());
        showLimits();
        showProblem("");
        showAllowed(model.notAllowed());
    }

    /// Disables what the role may not do and shows the reason.
    private void showAllowed(String refusal) {
        if (refusal.isEmpty()) {
            return;
        }
        List.of(thresholds, bounds, cpus, memory, weight, elastic, balance, launchFrame, pause)
                .forEach(control -> control.setDisable(true));
        Label why = new Label(refusal);
        why.getStyleClass().add("refusal");
        why.setWrapText(true);
        getChildren().add(why);
    }

    private static HBox row(String title, Node content) {
        Label label = new Label(title);
        label.getStyleClass().add("title");
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(content, Priority.ALWAYS);
        HBox row = new HBox(label, content);
        row.getStyleClass().add("setting");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private HBox limits() {
        field(cpus, text("overview.controls.accessible.cpus"), model::changeCpus);
        field(memory, text("overview.controls.accessible.memory"), model::changeMemory);
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        HBox fields = new HBox(cpus, memory);
        fields.getStyleClass().add("fields");
        return fields;
    }

    private HBox weight() {
        field(weight, text("overview.controls.accessible.weight"), model::changeWeight);
        weight.setMaxWidth(64);
        Label meaning = new Label(text("overview.controls.weightMeaning"));
        meaning.getStyleClass().add("meaning");
        HBox fields = new HBox(weight, meaning);
        fields.getStyleClass().add("fields");
        fields.setAlignment(Pos.CENTER_LEFT);
        return fields;
    }

    private void field(TextField field, String accessible, Consumer<String> commit) {
        field.setAccessibleText(accessible);
        field.setPrefColumnCount(6);
        field.setMinWidth(40);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(event -> commit(field, commit));
        field.focusedProperty()
                .addListener(
                        (o, before, now) -> {
                            if (!now) {
                                commit(field, commit);
                            }
                        });
        field.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        model.clearLimitsProblem();
                        writeLimits();
                    }
                });
    }

    private void commit(TextField field, Consumer<String> commit) {
        commit.accept(field.getText());
        boolean wrong = !model.limitsProblemProperty().get().isEmpty();
        field.pseudoClassStateChanged(Styles.STATE_DANGER, wrong);
        if (!wrong) {
            writeLimits();
        }
    }

    private HBox elasticity() {
        elastic.setAccessibleText(text("overview.controls.elastic"));
        elastic.selectedProperty().addListener((o, before, now) -> model.changeElastic(now));
        balance.getItems().setAll(Balance.values());
        balance.setConverter(new WordConverter<>(Names::of));
        balance.setValue(model.balanceProperty().get());
        balance.setAccessibleText(text("overview.controls.balance"));
        balance.getSelectionModel()
                .selectedItemProperty()
                .addListener((o, before, now) -> model.changeBalance(now));
        balance.setPrefWidth(128);
        HBox row = new HBox(elastic, balance);
        row.getStyleClass().add("fields");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private HBox buttons(OverviewActions actions) {
        launch.setOnAction(event -> model.launch());
        pause.setOnAction(event -> model.pauseOrResume());
        Button job = new Button(text("overview.controls.job"));
        job.getStyleClass().add(Styles.ACCENT);
        job.setOnAction(event -> actions.onJob().accept(model.name()));
        Hyperlink why = DecisionsView.link(model, actions);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(launchFrame, pause, job, space, why);
        row.getStyleClass().add("buttons");
        row.setAlignment(Pos.CENTER_LEFT);
        row.getChildren().stream()
                .filter(Region.class::isInstance)
                .filter(child -> child != space)
                .forEach(child -> ((Region) child).setMinWidth(Region.USE_PREF_SIZE));
        return row;
    }

    private void showMost(PodStatus before, PodStatus now) {
        if (before.spec().maxNodes() != now.spec().maxNodes()) {
            showSpans();
        }
    }

    private void showSpans() {
        ChartSpan percent = model.thresholdsProperty().get();
        thresholds.show(percent.low(), percent.high(), 100);
        ChartSpan nodes = model.boundsProperty().get();
        bounds.show(nodes.low(), nodes.high(), model.status().spec().maxNodes());
    }

    private void showElastic(boolean on) {
        elastic.setSelected(on);
        launch.setDisable(on);
        if (on) {
            Tooltip.install(launchFrame, launchRefused);
        } else {
            Tooltip.uninstall(launchFrame, launchRefused);
        }
    }

    private void showPaused(boolean paused) {
        pause.setText(paused ? text("overview.controls.resume") : text("overview.controls.pause"));
    }

    private void showLimits() {
        if (!cpus.isFocused() && !memory.isFocused() && !weight.isFocused()) {
            writeLimits();
        }
    }

    private void writeLimits() {
        NodeLimits limits = model.limitsProperty().get();
        cpus.setText(OverviewText.cpus(limits));
        memory.setText(OverviewText.memory(limits));
        weight.setText(OverviewText.weight(model.weightProperty().get()));
        cpus.pseudoClassStateChanged(Styles.STATE_DANGER, false);
        memory.pseudoClassStateChanged(Styles.STATE_DANGER, false);
        weight.pseudoClassStateChanged(Styles.STATE_DANGER, false);
    }

    private void showProblem(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        problem.setManaged(!text.isEmpty());
    }
}
