package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.control.CardGrid;
import dev.elasticcloud.console.control.KpiCard;
import dev.elasticcloud.console.control.Stylesheets;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// All pods: figures on top, a card for each pod, the legend of the charts below.
public final class OverviewView extends VBox {

    private static final double LEAST_CARD = 330;
    private static final double LEAST_KPI = 160;
    private static final List<String> ACCENTS = List.of("light", "medium", "heavy");

    private final OverviewModel model;
    private final OverviewActions actions;
    private final KpiCard nodes = new KpiCard("Nodes online", "success");
    private final KpiCard jobs = new KpiCard("Jobs running", "accent");
    private final KpiCard latency = new KpiCard("p95 latency", "plain");
    private final KpiCard accepted = new KpiCard("Accepted", "success");
    private final KpiCard reaction = new KpiCard("Reaction", "heavy");
    private final KpiCard cost = new KpiCard("Cost", "warning");
    private final CardGrid grid = new CardGrid(LEAST_CARD);
    private final Timeline ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));

    public OverviewView(OverviewModel model, OverviewActions actions) {
        this.model = model;
        this.actions = actions;
        getStyleClass().add("overview");
        getStylesheets().add(Stylesheets.named(OverviewView.class, "overview.css"));
        getChildren().addAll(header(), kpiRow(), scroller(), legend());
        model.kpisProperty().addListener((o, before, now) -> showKpis(now));
        model.cards().addListener((ListChangeListener<PodCardModel>) change -> showCards());
        showKpis(model.kpisProperty().get());
        showCards();
        ticks.setCycleCount(Animation.INDEFINITE);
        sceneProperty().addListener((o, before, now) -> tickWhile(now != null));
    }

    private void tick() {
        model.tick();
    }

    private void tickWhile(boolean shown) {
        model.watch(shown);
        if (shown) {
            ticks.play();
        } else {
            ticks.stop();
        }
    }

    private Node header() {
        Label title = new Label("Overview");
        title.getStyleClass().add("screen-title");
        Label summary = new Label();
        summary.getStyleClass().add("screen-summary");
        summary.textProperty().bind(model.headerProperty());
        VBox text = new VBox(title, summary);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox header = new HBox(text, ranges());
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private Node ranges() {
        ToggleGroup group = new ToggleGroup();
        HBox buttons = new HBox();
        buttons.getStyleClass().add("ranges");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        for (TimeRange range : TimeRange.values()) {
            ToggleButton button = new ToggleButton(range.title());
            button.setId("range-" + range.name());
            button.setMinWidth(USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setSelected(range == model.rangeProperty().get());
            button.setAccessibleText("Show " + range.title());
            button.setOnAction(
                    event -> {
                        button.setSelected(true);
                        model.showRange(range);
                    });
            buttons.getChildren().add(button);
        }
        return buttons;
    }

    private Node kpiRow() {
        CardGrid row = new CardGrid(LEAST_KPI);
        row.setCards(List.of(nodes, jobs, latency, accepted, reaction, cost));
        return row;
    }

    private Node scroller() {
        ScrollPane scroller = new ScrollPane(grid);
        scroller.getStyleClass().add("cards");
        scroller.setFitToWidth(true);
        scroller.setFitToHeight(true);
        scroller.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroller.setMinHeight(120);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        return scroller;
    }

    private static Node legend() {
        FlowPane legend = new FlowPane();
        legend.getStyleClass().add("legend");
        legend.setMinHeight(USE_PREF_SIZE);
        entry(legend, "▲", "added", "node added");
        entry(legend, "▼", "removed", "node removed");
        entry(legend, "┄", "demand", "demand in nodes");
        entry(legend, "━", "queue", "jobs waiting");
        entry(legend, "■", "online", "online");
        entry(legend, "■", "busy", "busy");
        entry(legend, "■", "starting", "starting");
        entry(legend, "■", "failed", "failed");
        entry(legend, "■", "spare", "spare, started and frozen");
        return legend;
    }

    private static void entry(FlowPane legend, String sign, String styleClass, String meaning) {
        Label mark = new Label(sign);
        mark.getStyleClass().addAll("mark", styleClass);
        mark.setMinWidth(USE_PREF_SIZE);
        Label label = new Label(meaning);
        label.setMinWidth(USE_PREF_SIZE);
        HBox pair = new HBox(mark, label);
        pair.getStyleClass().add("entry");
        legend.getChildren().add(pair);
    }

    private void showKpis(Kpis kpis) {
        show(nodes, kpis.nodes());
        show(jobs, kpis.jobs());
        show(latency, kpis.latency());
        show(accepted, kpis.accepted());
        show(reaction, kpis.reaction());
        show(cost, kpis.cost());
    }

    private static void show(KpiCard card, Kpis.Kpi kpi) {
        card.show(kpi.number(), kpi.note());
    }

    private void showCards() {
        List<Node> cards = new ArrayList<>();
        for (PodCardModel card : model.cards()) {
            String accent = ACCENTS.get(cards.size() % ACCENTS.size());
            cards.add(new PodCardView(card, "accent-" + accent, actions));
        }
        if (cards.isEmpty()) {
            Label empty = new Label("No pods to show yet.");
            empty.getStyleClass().add("empty");
            cards.add(empty);
        }
        grid.setCards(cards);
    }
}
