package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.console.control.ScreenHeader;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.feature.scaling.ribbon.RibbonView;
import dev.elasticcloud.console.feature.scaling.waterfall.Waterfall;
import dev.elasticcloud.console.feature.scaling.waterfall.WaterfallView;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Why a pod grew, shrank or stayed: the chart above, the reasons of one decision and the list of all
/// below.
public final class ScalingView extends VBox implements Selectable {

    /// From this width on, the steps of a reaction have a card of their own.
    private static final double STEPS_BESIDE = 930;

    private final ScalingModel model;
    private final WindowFrame frame;
    private final RibbonView ribbon;
    private final WhyPane why = new WhyPane();
    private final WaterfallView waterfall = new WaterfallView();
    private final ScrollPane steps = new ScrollPane(waterfall);
    private final VBox reasonsAndSteps = new VBox(10, why);
    private final VBox reactionCard = reactionCard();
    private final DecisionTable table;
    private final HBox pods = new HBox();
    private final VBox chartCard = new VBox();

    public ScalingView(ScalingModel model, WindowFrame frame) {
        this.model = model;
        this.frame = frame;
        this.ribbon = new RibbonView(model::pick);
        this.table = new DecisionTable(model);
        getStyleClass().addAll("screen", "scaling");
        getStylesheets()
                .addAll(
                        Stylesheets.of(ScreenHeader.class),
                        Stylesheets.named(ScalingView.class, "scaling.css"));
        pods.getStyleClass().add("choice");
        Button copy = new Button(text("scaling.copyAll"));
        copy.setId("copy-decisions");
        copy.setAccessibleText(text("scaling.accessible.copyAll"));
        copy.setOnAction(event -> copy(model.decisions().json(), text("scaling.allCopied")));
        ProblemLabel problem = new ProblemLabel(model.problemProperty());
        getChildren()
                .addAll(
                        new ScreenHeader(
                                text("screen.scaling"),
                                model.summaryProperty(),
                                pods,
                                ScreenHeader.choice(
                                        "scaling",
                                        List.of(ScalingRange.values()),
                                        model.range(),
                                        ScalingRange::title,
                                        model::showRange),
                                copy),
                        problem,
                        chartCard(),
                        below());
        addEventFilter(KeyEvent.KEY_TYPED, this::step);
        follow();
    }

    private Node chartCard() {
        Label title = new Label(text("scaling.chartTitle"));
        title.getStyleClass().add("card-title");
        FlowPane legend = new FlowPane(12, 2);
        legend.getStyleClass().add("legend");
        legend.setAlignment(Pos.CENTER_RIGHT);
        legend.getChildren()
                .addAll(
                        new Label(text("scaling.legend.demand")),
                        entry("waiting", text("scaling.legend.waiting")),
                        entry("spares", text("scaling.legend.spares")),
                        new Label(text("scaling.legend.changes")),
                        new Label(text("scaling.legend.heldBy")),
                        entry("cooldown", Names.of(Decision.Brake.Kind.COOLDOWN)),
                        entry("rate", Names.of(Decision.Brake.Kind.RATE)),
                        entry("max", text("scaling.legend.minMax")),
                        entry("host-full", Names.of(Decision.Brake.Kind.HOST_FULL)),
                        entry("fair-share", Names.of(Decision.Brake.Kind.FAIR_SHARE)),
                        entry("no-help", text("scaling.legend.other")));
        HBox.setHgrow(legend, Priority.ALWAYS);
        HBox top = new HBox(title, legend);
        top.getStyleClass().add("card-top");
        top.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(ribbon, Priority.ALWAYS);
        chartCard.getChildren().addAll(top, ribbon);
        chartCard.getStyleClass().add("card");
        chartCard.setMinHeight(236);
        chartCard.prefHeightProperty().bind(heightProperty().multiply(0.42));
        return chartCard;
    }

    private static Node entry(String kind, String text) {
        Region sample = new Region();
        sample.getStyleClass().addAll("span", "sample", kind);
        HBox entry = new HBox(5, sample, new Label(text));
        entry.setAlignment(Pos.CENTER_LEFT);
        return entry;
    }

    private Node below() {
        Button json = new Button(text("scaling.copy"));
        json.setId("copy-decision");
        json.setAccessibleText(text("scaling.accessible.copy"));
        json.disableProperty().bind(model.decisions().currentProperty().isNull());
        json.setOnAction(
                event -> {
                    Decision decision = model.decisions().currentProperty().get();
                    if (decision != null) {
                        copy(DecisionJson.of(decision), text("scaling.copied"));
                    }
                });
        Label title = new Label(text("scaling.why"));
        title.getStyleClass().add("card-title");
        HBox top = new HBox(title, space(), json);
        top.getStyleClass().add("card-top");
        top.setAlignment(Pos.CENTER_LEFT);
        ScrollPane reasons = new ScrollPane(reasonsAndSteps);
        reasons.setFitToWidth(true);
        reasons.getStyleClass().add("scroller");
        VBox.setVgrow(reasons, Priority.ALWAYS);
        VBox left = new VBox(top, reasons);
        left.getStyleClass().add("card");
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(260);
        left.setPrefWidth(560);
        HBox below = new HBox(12, left, reactionCard, table);
        HBox.setHgrow(table, Priority.ALWAYS);
        below.setMinHeight(180);
        below.widthProperty().addListener((o, before, now) -> placeSteps(now.doubleValue()));
        VBox.setVgrow(below, Priority.ALWAYS);
        placeSteps(0);
        return below;
    }

    private VBox reactionCard() {
        Label title = new Label(text("scaling.reaction"));
        title.getStyleClass().add("card-title");
        steps.setFitToWidth(true);
        steps.getStyleClass().add("scroller");
        VBox.setVgrow(steps, Priority.ALWAYS);
        VBox card = new VBox(8, title, steps);
        card.getStyleClass().add("card");
        card.setMinWidth(270);
        card.setPrefWidth(330);
        return card;
    }

    /// Where there is no room for a card of its own, the waterfall is below the reasons.
    private void placeSteps(double width) {
        boolean wide = width >= STEPS_BESIDE;
        if (wide == (steps.getContent() == waterfall)) {
            return;
        }
        reactionCard.setVisible(wide);
        reactionCard.setManaged(wide);
        if (wide) {
            reasonsAndSteps.getChildren().setAll(why);
            steps.setContent(waterfall);
        } else {
            steps.setContent(null);
            reasonsAndSteps.getChildren().setAll(why, waterfall);
        }
    }

    private void follow() {
        model.podsProperty().addListener((o, before, now) -> showPods());
        model.podProperty().addListener((o, before, now) -> showPods());
        model.ribbonProperty().addListener((o, before, now) -> ribbon.show(now));
        model.reactionsProperty().addListener((o, before, now) -> waterfall.show(now));
        model.decisions()
                .currentProperty()
                .addListener(
                        (o, before, now) -> {
                            why.show(now);
                            waterfall.show(Waterfall.of(now));
                            ribbon.showCurrent(now);
                            table.showCurrent(now);
                        });
        sceneProperty().addListener((o, before, now) -> model.watch(now != null));
        showPods();
    }

    private void showPods() {
        pods.getChildren().clear();
        for (PodName pod : model.podsProperty().get()) {
            ToggleButton button = new ToggleButton(pod.value());
            button.setId("scaling-pod-" + pod);
            button.setSelected(pod.equals(model.podProperty().get()));
            button.setAccessibleText(text("scaling.accessible.showPod", pod));
            button.setOnAction(
                    event -> {
                        button.setSelected(true);
                        model.showPod(pod);
                    });
            pods.getChildren().add(button);
        }
        Accent.ALL.forEach(accent -> chartCard.getStyleClass().remove("accent-" + accent));
        chartCard.getStyleClass().add("accent-" + Accent.of(model.podNumber()));
    }

    /// `[` and `]` go from decision to decision.
    private void step(KeyEvent event) {
        boolean older = event.getCharacter().equals("[");
        if ((older || event.getCharacter().equals("]"))
                && !(event.getTarget() instanceof TextInputControl)) {
            model.decisions().step(older ? 1 : -1);
            event.consume();
        }
    }

    private void copy(String text, String said) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        frame.notify(said);
    }

    /// Shows a pod, or a pod's decision at a time, such as `light 2026-05-04T10:11:12Z`.
    @Override
    public void select(String what) {
        String[] parts = what.strip().split(" ", 2);
        boolean known =
                model.podsProperty().get().stream().anyMatch(p -> p.value().equals(parts[0]));
        if (!known) {
            return;
        }
        model.showPod(PodName.of(parts[0]));
        if (parts.length == 2) {
            try {
                model.selectAt(Instant.parse(parts[1]));
            } catch (DateTimeParseException e) {
                frame.notify(text("scaling.noTime", parts[1]));
            }
        }
    }

    private static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }
}
