package dev.elasticcloud.console.feature.pods;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The selected pod: its settings, its initialisation, its build log, and the actions on it.
final class PodDetailView extends VBox {

    private final PodsModel model;
    private final WindowFrame frame;
    private final Label title = new Label();
    private final Label description = new Label();
    private final FlowPane facts = new FlowPane();
    private final VBox steps = new VBox();
    private final Label buildTitle = new Label(text("pods.detail.build"));
    private final ListView<String> build = new ListView<>();
    private final Spinner<Integer> nodes = new Spinner<>(0, PodSpec.MOST_NODES, 1);
    private final Button start = button("pod-start", text("pods.detail.start"));
    private final Button stop = button("pod-stop", text("pods.detail.shutDown"));
    private final Button edit = button("pod-edit", text("pods.detail.edit"));
    private final Button export = button("pod-export", text("pods.detail.export"));
    private final Button remove = button("pod-remove", text("pods.detail.remove"));
    private Optional<PodSpec> factsOf = Optional.empty();
    private List<SetupStep> shownSteps = List.of();

    PodDetailView(PodsModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        getStyleClass().addAll("card", "detail");
        title.getStyleClass().add("title");
        title.setId("pod-title");
        description.setWrapText(true);
        description.getStyleClass().add("help");
        facts.getStyleClass().add("facts");
        nodes.setId("pod-nodes");
        nodes.setEditable(true);
        nodes.setPrefWidth(80);
        nodes.setAccessibleText(text("pods.detail.accessible.nodes"));
        FlowPane actions = new FlowPane(start, nodes, stop, edit, export, remove);
        actions.getStyleClass().add("line");
        start.setOnAction(event -> selected(pod -> model.initialise(pod, nodes.getValue())));
        stop.setOnAction(event -> selected(pod -> confirm(pod, false)));
        edit.setOnAction(event -> selected(this::openEdit));
        export.setOnAction(event -> selected(this::export));
        remove.setOnAction(event -> selected(pod -> confirm(pod, true)));
        buildTitle.getStyleClass().add("title");
        build.setId("pod-build");
        build.setAccessibleText(text("pods.detail.accessible.build"));
        build.getStyleClass().add("yaml");
        VBox.setVgrow(build, Priority.ALWAYS);
        getChildren().setAll(title, description, actions, facts, steps, buildTitle, build);
        model.selectedProperty().addListener((property, before, now) -> show(now));
        model.buildProperty().addListener((property, before, now) -> showBuild(now));
        show(model.selectedProperty().get());
        showBuild(model.buildProperty().get());
    }

    private static Button button(String id, String text) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void selected(java.util.function.Consumer<PodStatus> act) {
        model.selectedProperty().get().ifPresent(act);
    }

    private void show(Optional<PodStatus> now) {
        setVisible(now.isPresent());
        if (now.isEmpty()) {
            factsOf = Optional.empty();
            return;
        }
        PodStatus pod = now.get();
        PodSpec spec = pod.spec();
        boolean started = spec.target().initialised();
        String why = model.notAllowed();
        for (Button button : List.of(start, stop, edit, remove)) {
            button.setDisable(!why.isEmpty());
            button.setTooltip(why.isEmpty() ? null : new Tooltip(why));
        }
        boolean another = factsOf.map(f -> !f.name().equals(spec.name())).orElse(true);
        if (another) {
            nodes.getValueFactory().setValue(spec.initialNodes());
        }
        show(start, !started);
        show(nodes, !started);
        show(stop, started);
        title.setText(spec.name() + " · " + spec.title() + " · " + Names.of(pod.phase()));
        if (!factsOf.equals(Optional.of(spec))) {
            factsOf = Optional.of(spec);
            description.setText(spec.description());
            facts.getChildren().setAll(facts(spec));
        }
        if (!pod.setup().equals(shownSteps)) {
            shownSteps = pod.setup();
            steps.getChildren().setAll(shownSteps.stream().map(PodDetailView::step).toList());
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static List<VBox> facts(PodSpec pod) {
        return List.of(
                fact(text("pods.detail.fact.image"), pod.image().describe()),
                fact(
                        text("pods.detail.fact.eachNode"),
                        text(
                                "pods.detail.limits",
                                Numbers.decimals(2, pod.limits().cpus()),
                                pod.limits().memoryMib())),
                fact(text("pods.detail.fact.slots"), Integer.toString(pod.slots())),
                fact(text("pods.detail.fact.maxNodes"), Integer.toString(pod.maxNodes())),
                fact(text("pods.detail.fact.spares"), Integer.toString(pod.spares())),
                fact(text("pods.detail.fact.balance"), Names.of(pod.balance())),
                fact(
                        text("pods.detail.fact.elastic"),
                        pod.elasticity().enabled()
                                ? text(
                                        "pods.detail.elastic",
                                        pod.elasticity().min(),
                                        pod.elasticity().max(),
                                        Numbers.decimals(
                                                0, pod.elasticity().lowerThreshold() * 100),
                                        Numbers.decimals(
                                                0, pod.elasticity().upperThreshold() * 100))
                                : text("pods.off")),
                fact(
                        text("pods.detail.fact.timeout"),
                        text("pods.detail.toSeconds", pod.job().timeout().toSeconds())),
                fact(text("pods.detail.fact.weight"), Double.toString(pod.weight())));
    }

    private static VBox fact(String name, String value) {
        Label key = new Label(name);
        key.getStyleClass().add("help");
        VBox fact = new VBox(key, new Label(value));
        fact.getStyleClass().add("fact");
        return fact;
    }

    private static Label step(SetupStep step) {
        String sign =
                switch (step.progress()) {
                    case WAITING -> "○";
                    case RUNNING -> "…";
                    case DONE -> "✓";
                    case FAILED -> "✗";
                };
        String detail = step.detail().isEmpty() ? "" : "   " + step.detail();
        Label label = new Label(sign + "  " + Names.of(step.kind()) + detail);
        label.setWrapText(step.progress() == SetupStep.Progress.FAILED);
        label.getStyleClass().addAll("step", step.progress().name().toLowerCase(Locale.ROOT));
        return label;
    }

    private void showBuild(List<String> lines) {
        boolean there = !lines.isEmpty();
        show(build, there);
        show(buildTitle, there);
        build.getItems().setAll(lines);
        if (there) {
            build.scrollTo(lines.size() - 1);
        }
    }

    private void openEdit(PodStatus pod) {
        PodEditModel editing = model.editing(pod, frame::closeDialog);
        frame.showDialog(
                PodsView.styled(new PodEditView(editing, frame::closeDialog)),
                text("pods.detail.settingsOf", pod.name()));
    }

    private void export(PodStatus pod) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName("pod.yaml");
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.export(pod, file.toPath());
        }
    }

    /// Asks for the pod's name before removing it.
    private void confirm(PodStatus pod, boolean forget) {
        String name = pod.name().value();
        Label what =
                new Label(
                        (forget
                                        ? count("pods.detail.beforeRemoval", pod.nodes().size())
                                        : count("pods.detail.beforeShutDown", pod.nodes().size()))
                                + " "
                                + text("pods.detail.typeName", name));
        what.setWrapText(true);
        TextField typed = new TextField();
        typed.setId("confirm-name");
        typed.setAccessibleText(text("pods.detail.accessible.typeName", name));
        Button act =
                new Button(
                        forget
                                ? text("pods.detail.removePod", name)
                                : text("pods.detail.shutPodDown", name));
        act.setId("confirm");
        act.getStyleClass().add("danger");
        act.setDisable(true);
        typed.textProperty()
                .addListener((property, before, now) -> act.setDisable(!now.strip().equals(name)));
        typed.setOnAction(event -> act.fire());
        act.setOnAction(
                event -> {
                    frame.closeDialog();
                    if (forget) {
                        model.remove(pod);
                    } else {
                        model.shutDown(pod);
                    }
                });
        HBox foot = new HBox(act);
        foot.setAlignment(Pos.CENTER_RIGHT);
        VBox body = new VBox(what, typed, foot);
        body.getStyleClass().add("confirm");
        frame.showDialog(
                PodsView.styled(body),
                forget
                        ? text("pods.detail.removePod", name)
                        : text("pods.detail.confirmShutDown", name));
        typed.requestFocus();
    }
}
