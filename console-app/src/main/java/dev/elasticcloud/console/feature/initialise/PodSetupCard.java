package dev.elasticcloud.console.feature.initialise;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The card of one pod on the initialise screen.
final class PodSetupCard extends VBox {

    private final CheckBox include;
    private final Spinner<Integer> nodes;
    private final Label state = new Label();
    private final Button cancel = new Button(text("initialise.pod.cancel"));
    private final VBox steps = new VBox();
    private List<SetupStep> shown = List.of();

    /// @param accent the name of the pod's colour
    PodSetupCard(InitialiseModel model, PodStatus pod, String accent) {
        getStyleClass().addAll("setup-card", "accent-" + accent);
        include = new CheckBox(pod.name().value());
        include.setId("include-" + pod.name());
        include.setSelected(true);
        include.getStyleClass().add("name");
        nodes = new Spinner<>(0, pod.spec().maxNodes(), pod.spec().initialNodes());
        nodes.setId("initial-nodes-" + pod.name());
        nodes.setEditable(true);
        nodes.setPrefWidth(80);
        Runnable choose =
                () -> {
                    if (include.isSelected()) {
                        model.choose(pod.name(), nodes.getValue());
                    } else {
                        model.leaveOut(pod.name());
                    }
                };
        include.setOnAction(event -> choose.run());
        nodes.valueProperty().addListener((property, before, now) -> choose.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        state.getStyleClass().add("state");
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.setId("cancel-" + pod.name());
        cancel.setAccessibleText(text("initialise.pod.accessible.cancel", pod.name()));
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(event -> model.cancel(pod.name()));
        HBox heading = new HBox(include, gap, state, cancel);
        heading.getStyleClass().add("heading");
        heading.setAlignment(Pos.CENTER_LEFT);

        Label limits =
                new Label(
                        text(
                                "initialise.pod.limits",
                                Numbers.decimals(2, pod.spec().limits().cpus()),
                                pod.spec().limits().memoryMib(),
                                count("count.slots", pod.spec().slots())));
        limits.getStyleClass().add("limits");
        Label description = new Label(pod.spec().description());
        description.setWrapText(true);
        description.getStyleClass().add("description");
        Label most = new Label(text("initialise.pod.most", pod.spec().maxNodes()));
        most.getStyleClass().add("limits");
        Label title = new Label(text("initialise.pod.initialNodes"));
        for (Label label : List.of(title, most)) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        HBox count = new HBox(title, nodes, most);
        count.getStyleClass().add("count");
        count.setAlignment(Pos.CENTER_LEFT);
        steps.getStyleClass().add("steps");
        getChildren().setAll(heading, limits, description, count, steps);
        choose.run();
    }

    void show(PodStatus pod) {
        boolean initialised = InitialiseModel.initialised(pod);
        include.setDisable(initialised);
        nodes.setDisable(initialised);
        cancel.setVisible(pod.phase() == PodPhase.INITIALISING);
        cancel.setManaged(cancel.isVisible());
        int online = pod.online();
        state.setText(
                initialised ? count("initialise.pod.serving", online) : Names.of(pod.phase()));
        if (!pod.setup().equals(shown)) {
            shown = pod.setup();
            List<HBox> rows = new ArrayList<>();
            shown.forEach(step -> rows.add(row(pod, step)));
            steps.getChildren().setAll(rows);
        }
    }

    private static HBox row(PodStatus pod, SetupStep step) {
        FontIcon icon =
                new FontIcon(
                        switch (step.progress()) {
                            case WAITING -> Feather.CIRCLE;
                            case RUNNING -> Feather.LOADER;
                            case DONE -> Feather.CHECK_CIRCLE;
                            case FAILED -> Feather.ALERT_CIRCLE;
                        });
        Label title = new Label(Names.of(step.kind()), icon);
        title.setMinWidth(Region.USE_PREF_SIZE);
        title.getStyleClass().add("step");
        Label detail = new Label(step.detail());
        detail.getStyleClass().add("detail");
        detail.setWrapText(true);
        HBox.setHgrow(detail, Priority.ALWAYS);
        HBox row = new HBox(title, detail);
        row.setId("step-" + pod.name() + "-" + step.kind().name().toLowerCase(Locale.ROOT));
        row.getStyleClass().addAll("step-row", step.progress().name().toLowerCase(Locale.ROOT));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
