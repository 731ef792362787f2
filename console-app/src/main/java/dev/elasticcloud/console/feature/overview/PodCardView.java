package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.NodeStrip;
import dev.elasticcloud.console.control.StatusPill;
import dev.elasticcloud.console.control.chart.NodesChart;
import dev.elasticcloud.console.control.chart.TrafficChart;
import dev.elasticcloud.console.control.chart.UsageChart;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.status.PodStatus;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The card of one pod: its name and phase, its charts, its settings.
final class PodCardView extends VBox {

    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final PodCardModel model;
    private final StatusPill phase = new StatusPill();
    private final Label limits = styled("limits");
    private final Label nodesNow = styled("reading");
    private final Label meanNow = styled("reading");
    private final Label queuedNow = styled("reading");
    private final Label pending = styled("pending");
    private final Label description = styled("description");
    private final NodesChart nodes = new NodesChart();
    private final UsageChart usage = new UsageChart();
    private final TrafficChart traffic = new TrafficChart();
    private final NodeStrip strip = new NodeStrip();
    private final VBox live = new VBox();
    private final VBox idle = new VBox();

    /// @param accent the style class of the card's colour
    PodCardView(PodCardModel model, String accent, OverviewActions actions) {
        this.model = model;
        getStyleClass().addAll("pod-card", accent);
        fillLive(actions);
        fillIdle(actions);
        VBox.setVgrow(live, Priority.ALWAYS);
        getChildren().addAll(header(), live, idle);
        model.statusProperty().addListener((o, before, now) -> showStatus(now));
        model.ceilingProperty()
                .addListener((o, before, now) -> showPast(model.pastProperty().get()));
        model.pastProperty().addListener((o, before, now) -> showPast(now));
        model.thresholdsProperty().addListener((o, before, now) -> usage.setData(usageData(now)));
        showStatus(model.status());
        showPast(model.pastProperty().get());
    }

    private HBox header() {
        Label name = new Label(model.name().value());
        name.getStyleClass().add("name");
        VBox text = new VBox(name, limits);
        text.getStyleClass().add("names");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox header = new HBox(text, phase);
        header.setAlignment(Pos.TOP_LEFT);
        return header;
    }

    private void fillLive(OverviewActions actions) {
        VBox.setVgrow(nodes, Priority.ALWAYS);
        VBox.setVgrow(usage, Priority.ALWAYS);
        VBox.setVgrow(traffic, Priority.ALWAYS);
        traffic.setMaxHeight(54);
        pending.setWrapText(true);
        live.getStyleClass().add("live");
        live.getChildren()
                .addAll(
                        caption(text("overview.pod.nodes"), nodesNow),
                        nodes,
                        caption(text("overview.pod.usage"), meanNow),
                        usage,
                        caption(text("overview.pod.nodesNow"), null),
                        strip,
                        pending,
                        caption(text("overview.pod.traffic"), queuedNow),
                        traffic,
                        new PodControls(model, actions));
    }

    private void fillIdle(OverviewActions actions) {
        description.setWrapText(true);
        Button initialise = new Button(text("overview.pod.initialise"));
        initialise.getStyleClass().add(Styles.ACCENT);
        initialise.setId("initialise-" + model.name());
        initialise.setOnAction(event -> actions.onInitialise().run());
        idle.getStyleClass().add("idle");
        idle.getChildren().addAll(description, initialise);
        String refusal = model.notAllowed();
        if (!refusal.isEmpty()) {
            initialise.setDisable(true);
            Label why = styled("refusal", refusal);
            why.setWrapText(true);
            idle.getChildren().add(why);
        }
    }

    private static HBox caption(String title, @Nullable Node reading) {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox caption = new HBox(styled("caption", title), space);
        caption.getStyleClass().add("caption-row");
        if (reading != null) {
            caption.getChildren().add(reading);
        }
        return caption;
    }

    private static Label styled(String styleClass) {
        return styled(styleClass, "");
    }

    private static Label styled(String styleClass, String text) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private void showStatus(PodStatus pod) {
        phase.show(Names.of(pod.phase()), OverviewText.tone(pod.phase()));
        limits.setText(OverviewText.limits(pod));
        description.setText(pod.spec().title() + ". " + pod.spec().description());
        boolean initialised = model.initialised();
        show(live, initialised);
        show(idle, !initialised);
        setMaxHeight(initialised ? Double.MAX_VALUE : USE_PREF_SIZE);
        int waiting = pod.pending().nodes();
        nodesNow.setText(
                waiting == 0
                        ? text("overview.pod.online", pod.online(), pod.spec().maxNodes())
                        : text(
                                "overview.pod.onlinePending",
                                pod.online(),
                                waiting,
                                pod.spec().maxNodes()));
        nodesNow.pseudoClassStateChanged(WAITING, waiting > 0);
        pending.setText(text("overview.pod.pendingBecause", pod.pending().reason()));
        show(pending, waiting > 0);
        meanNow.setText(
                text("control.chart.usage.readout", Figures.percent(OverviewText.meanCpu(pod))));
        queuedNow.setText(text("overview.pod.queued", Figures.count(pod.load().queued())));
        queuedNow.pseudoClassStateChanged(WAITING, pod.load().queued() > 0);
        strip.setCells(PodCharts.cells(pod));
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void showPast(HistoryWindow past) {
        nodes.setData(PodCharts.nodes(past, model.ceilingProperty().get(), model.status().spec()));
        usage.setData(usageData(model.thresholdsProperty().get()));
        traffic.setData(PodCharts.traffic(past));
    }

    private UsageChart.Data usageData(ChartSpan thresholds) {
        return PodCharts.usage(model.pastProperty().get(), thresholds);
    }
}
