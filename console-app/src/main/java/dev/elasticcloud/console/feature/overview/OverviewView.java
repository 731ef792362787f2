package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.CardGrid;
import dev.elasticcloud.console.control.HostMeter;
import dev.elasticcloud.console.control.KpiCard;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.fx.UiTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// All pods: the hosts and figures on top; then a card for each pod, or a row when there are many;
/// the legend of the charts below.
public final class OverviewView extends VBox implements Selectable {

    private static final double LEAST_CARD = 330;
    private static final double LEAST_KPI = 122;

    private final OverviewModel model;
    private final OverviewActions actions;
    private final HostMeter host = new HostMeter();
    private final KpiCard nodes = new KpiCard(text("overview.kpi.nodes"), "success");
    private final KpiCard jobs = new KpiCard(text("overview.kpi.jobs"), "accent");
    private final KpiCard latency = new KpiCard(text("overview.kpi.latency"), "plain");
    private final KpiCard accepted = new KpiCard(text("overview.kpi.accepted"), "success");
    private final KpiCard reaction = new KpiCard(text("overview.kpi.reaction"), "heavy");
    private final KpiCard cost = new KpiCard(text("overview.kpi.cost"), "warning");
    private final CardGrid grid = new CardGrid(LEAST_CARD);
    private final Map<PodCardModel, PodCardView> cards = new HashMap<>();
    private final PodTable table;
    private final ScrollPane scroller = new ScrollPane();
    private final ToggleButton compact = new ToggleButton("", new FontIcon(Feather.LIST));
    private UiTimer.@Nullable Scheduled ticks;

    public OverviewView(OverviewModel model, OverviewActions actions) {
        this.model = model;
        this.actions = actions;
        this.table = new PodTable(actions, card -> model.accent(card.name()));
        getStyleClass().add("overview");
        getStylesheets().add(Stylesheets.named(OverviewView.class, "overview.css"));
        getChildren().addAll(header(), host, kpiRow(), scroller(), new Legend());
        model.kpisProperty().addListener((o, before, now) -> showKpis(now));
        model.hostProperty().addListener((o, before, now) -> showHost(now));
        model.compactProperty().addListener((o, before, now) -> showPods());
        model.emptyProperty().addListener((o, before, now) -> showPods());
        model.cards().addListener((ListChangeListener<PodCardModel>) change -> showPods());
        showKpis(model.kpisProperty().get());
        showHost(model.hostProperty().get());
        showPods();
        sceneProperty().addListener((o, before, now) -> tickWhile(now != null));
    }

    private void tickWhile(boolean shown) {
        model.watch(shown);
        if (ticks != null) {
            ticks.cancel();
            ticks = null;
        }
        if (shown) {
            ticks = new UiTimer(new FxThread()).every(Duration.ofSeconds(1), model::tick);
        }
    }

    private Node header() {
        Label title = new Label(text("screen.overview"));
        title.getStyleClass().add("screen-title");
        Label summary = new Label();
        summary.getStyleClass().add("screen-summary");
        summary.textProperty().bind(model.headerProperty());
        VBox text = new VBox(title, summary);
        HBox.setHgrow(text, Priority.ALWAYS);
        compact.setId("overview-compact");
        compact.setAccessibleText(text("overview.accessible.compact"));
        compact.setTooltip(new Tooltip(text("overview.tooltip.compact")));
        compact.setOnAction(event -> model.showCompact(compact.isSelected()));
        Button burst = new Button(text("overview.burst.title"), new FontIcon(Feather.ZAP));
        burst.setId("burst");
        burst.getStyleClass().add(Styles.ACCENT);
        burst.setMinWidth(USE_PREF_SIZE);
        burst.setAccessibleText(text("overview.burst.action"));
        burst.setOnAction(event -> actions.onBurst().run());
        HBox header = new HBox(text, ranges(), compact, burst);
        header.getStyleClass().add("header");
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
            button.setAccessibleText(text("control.header.show", range.title()));
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
        scroller.getStyleClass().add("cards");
        scroller.setFitToWidth(true);
        scroller.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroller.setMinHeight(120);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        return scroller;
    }

    private void showHost(HostMeter.Data data) {
        host.show(data);
        boolean known = !data.equals(HostMeter.Data.unknown());
        host.setVisible(known);
        host.setManaged(known);
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

    private void showPods() {
        boolean rows = model.compactProperty().get();
        compact.setSelected(rows);
        scroller.setFitToHeight(!rows);
        if (model.cards().isEmpty()) {
            scroller.setContent(nothing());
        } else if (rows) {
            table.setPods(model.cards());
            scroller.setContent(table);
        } else {
            cards.keySet().retainAll(model.cards());
            List<Node> shown = new ArrayList<>();
            for (PodCardModel card : model.cards()) {
                shown.add(cards.computeIfAbsent(card, this::card));
            }
            grid.setCards(shown);
            scroller.setContent(grid);
        }
    }

    private PodCardView card(PodCardModel card) {
        return new PodCardView(card, model.accent(card.name()), actions);
    }

    /// What to do when there is no pod.
    private Node nothing() {
        Label words = new Label(model.emptyProperty().get());
        words.getStyleClass().add("words");
        VBox empty = new VBox(words);
        empty.getStyleClass().add("empty");
        if (model.connected()) {
            Button add = new Button(text("overview.addPod"));
            add.getStyleClass().add(Styles.ACCENT);
            add.setOnAction(event -> actions.onAddPod().run());
            empty.getChildren().add(add);
        }
        return empty;
    }

    /// Reveals a pod, or the pod of a node.
    @Override
    public void select(String what) {
        for (int i = 0; i < model.cards().size(); i++) {
            String pod = model.cards().get(i).name().value();
            if (what.equals(pod) || what.startsWith(pod + "-")) {
                double all = scroller.getContent().getLayoutBounds().getHeight();
                double top =
                        model.compactProperty().get()
                                ? table.getChildren().get(i + 1).getBoundsInParent().getMinY()
                                : grid.getChildrenUnmodifiable()
                                        .get(i)
                                        .getBoundsInParent()
                                        .getMinY();
                double hidden = all - scroller.getViewportBounds().getHeight();
                scroller.setVvalue(hidden <= 0 ? 0 : Math.min(1, top / hidden));
            }
        }
    }
}
