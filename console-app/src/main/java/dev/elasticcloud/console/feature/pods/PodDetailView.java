package dev.elasticcloud.console.feature.pods;

import dev.elasticcloud.console.control.WindowFrame;
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
    private final Label buildTitle = new Label("Build");
    private final ListView<String> build = new ListView<>();
    private final Spinner<Integer> nodes = new Spinner<>(0, PodSpec.MOST_NODES, 1);
    private final Button start = button("pod-start", "Start with");
    private final Button stop = button("pod-stop", "Shut down…");
    private final Button edit = button("pod-edit", "Edit settings…");
    private final Button export = button("pod-export", "Export pod.yaml…");
    private final Button remove = button("pod-remove", "Remove…");
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
        nodes.setAccessibleText("How many nodes to start with");
        FlowPane actions = new FlowPane(start, nodes, stop, edit, export, remove);
        actions.getStyleClass().add("line");
        start.setOnAction(event -> selected(pod -> model.initialise(pod, nodes.getValue())));
        stop.setOnAction(event -> selected(pod -> confirm(pod, false)));
        edit.setOnAction(event -> selected(this::openEdit));
        export.setOnAction(event -> selected(this::export));
        remove.setOnAction(event -> selected(pod -> confirm(pod, true)));
        buildTitle.getStyleClass().add("title");
        build.setId("pod-build");
        build.setAccessibleText("Lines of the build, oldest first");
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
        title.setText(spec.name() + " · " + spec.title() + " · " + pod.phase().title());
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
                fact("made from", pod.image().describe()),
                fact(
                        "each node",
                        "%.2f CPU · %d MB"
                                .formatted(pod.limits().cpus(), pod.limits().memoryMib())),
                fact("jobs at once", Integer.toString(pod.slots())),
                fact("max nodes", Integer.toString(pod.maxNodes())),
                fact("warm spares", Integer.toString(pod.spares())),
                fact("balancing", pod.balance().title()),
                fact(
                        "elastic",
                        pod.elasticity().enabled()
                                ? "%d – %d nodes, %.0f – %.0f %%"
                                        .formatted(
                                                pod.elasticity().min(),
                                                pod.elasticity().max(),
                                                pod.elasticity().lowerThreshold() * 100,
                                                pod.elasticity().upperThreshold() * 100)
                                : "off"),
                fact("time of a job", "to " + pod.job().timeout().toSeconds() + " s"),
                fact("weight", Double.toString(pod.weight())));
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
        Label label = new Label(sign + "  " + step.kind().title() + detail);
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
                "Settings of " + pod.name());
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
                                                ? "Its %d nodes finish their jobs and go, then the pod and its settings are removed. "
                                                : "Its %d nodes finish their jobs and go; the pod and its settings stay. ")
                                        .formatted(pod.nodes().size())
                                + "Type its name to continue: "
                                + name);
        what.setWrapText(true);
        TextField typed = new TextField();
        typed.setId("confirm-name");
        typed.setAccessibleText("Type " + name);
        Button act = new Button(forget ? "Remove " + name : "Shut " + name + " down");
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
        frame.showDialog(PodsView.styled(body), forget ? "Remove " + name : "Shut down " + name);
        typed.requestFocus();
    }
}
