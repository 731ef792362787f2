package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.NodeStrip;
import dev.elasticcloud.console.control.StatusPill;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.status.PodStatus;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// One pod as a row of the compact table. Sets only what has changed.
final class PodRow extends HBox {

    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final PodCardModel model;
    private final StatusPill phase = new StatusPill();
    private final Label nodes = figure(1);
    private final Label cpu = figure(2);
    private final Label running = figure(3);
    private final Label queued = figure(4);
    private final Label latency = figure(5);
    private final NodeStrip strip = new NodeStrip();

    PodRow(PodCardModel model, String accent, OverviewActions actions) {
        this.model = model;
        getStyleClass().addAll("pod-row", accent);
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(model.name().value());
        name.getStyleClass().add("name");
        name.setMinWidth(PodTable.NAME);
        name.setMaxWidth(PodTable.NAME);
        HBox state = new HBox(phase);
        state.setMinWidth(PodTable.WIDTHS[0]);
        state.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(strip, Priority.ALWAYS);
        strip.setMaxHeight(USE_PREF_SIZE);
        Button job = new Button(text("overview.controls.job"));
        job.setMinWidth(USE_PREF_SIZE);
        job.setAccessibleText(text("overview.row.accessible.job", model.name()));
        job.setOnAction(event -> actions.onJob().accept(model.name()));
        getChildren().addAll(name, state, nodes, cpu, running, queued, latency, strip);
        getChildren().addAll(job, DecisionsView.link(model, actions));
        model.statusProperty().addListener((o, before, now) -> show(now));
        show(model.status());
    }

    private static Label figure(int column) {
        Label figure = new Label();
        figure.getStyleClass().add("figure");
        figure.setMinWidth(PodTable.WIDTHS[column]);
        figure.setAlignment(Pos.CENTER_RIGHT);
        return figure;
    }

    private void show(PodStatus pod) {
        phase.show(Names.of(pod.phase()), OverviewText.tone(pod.phase()));
        nodes.setText(
                pod.pending().nodes() == 0
                        ? text("count.of", pod.online(), pod.spec().maxNodes())
                        : pod.online() + " +" + pod.pending().nodes());
        cpu.setText(Figures.percent(OverviewText.meanCpu(pod)));
        running.setText(Figures.count(pod.load().running()));
        queued.setText(Figures.count(pod.load().queued()));
        queued.pseudoClassStateChanged(WAITING, pod.load().queued() > 0);
        latency.setText(
                pod.load().latency().count() == 0
                        ? Figures.UNKNOWN
                        : ElapsedTime.ofMillis(pod.load().latency().p95()));
        strip.setCells(PodCharts.cellsInUse(pod));
        setAccessibleText(
                text(
                        "overview.row.accessible",
                        model.name(),
                        Names.of(pod.phase()),
                        pod.online(),
                        pod.pending().nodes(),
                        pod.load().queued()));
    }
}
