package dev.elasticcloud.console.feature.hosts;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.SegmentBar;
import dev.elasticcloud.console.control.SegmentBar.Segment;
import dev.elasticcloud.console.control.StatusPill;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.HostStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One host: its processors and memory, used and promised, and each pod's share.
final class HostCard extends VBox {

    private final Label name = new Label();
    private final StatusPill pill = new StatusPill();
    private final Label pressure = new Label();
    private final Meter cpuUsed = new Meter(text("hosts.card.cpuUsed"));
    private final Meter cpuPromised = new Meter(text("hosts.card.cpuPromised"));
    private final Meter memoryUsed = new Meter(text("hosts.card.memoryUsed"));
    private final Meter memoryPromised = new Meter(text("hosts.card.memoryPromised"));
    private final GridPane shares = new GridPane();

    HostCard() {
        getStyleClass().addAll("card", "host-card");
        name.getStyleClass().add("card-title");
        pressure.getStyleClass().add("hint");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(10, name, pill, space, pressure);
        top.setAlignment(Pos.CENTER_LEFT);
        shares.getStyleClass().add("shares");
        for (int column = 0; column < 6; column++) {
            ColumnConstraints constraints = new ColumnConstraints();
            constraints.setHgrow(Priority.ALWAYS);
            constraints.setHalignment(column == 0 ? HPos.LEFT : HPos.RIGHT);
            shares.getColumnConstraints().add(constraints);
        }
        getChildren().addAll(top, cpuUsed, cpuPromised, memoryUsed, memoryPromised, shares);
    }

    void show(HostStatus host, HostsModel.State state) {
        name.setText(
                "%s  ·  %s, %s"
                        .formatted(
                                host.name(),
                                count("count.cores", Math.round(host.cores())),
                                Figures.bytes(host.memoryBytes())));
        if (state.stale()) {
            pill.show(text("hosts.card.asOf", Figures.clock(state.at())), StatusPill.Tone.DANGER);
        } else if (host.saturated()) {
            pill.show(text("hosts.card.full"), StatusPill.Tone.WARNING);
        } else {
            pill.show(text("hosts.card.hasRoom"), StatusPill.Tone.SUCCESS);
        }
        pressure.setText(text("hosts.card.pressure", Figures.percent(host.cpuPressure())));
        showCpu(host, state);
        showMemory(host, state);
        showShares(host, state);
    }

    private void showCpu(HostStatus host, HostsModel.State state) {
        cpuUsed.show(
                segments(
                        host,
                        state,
                        s -> s.usedCpus().orElse(0) / host.cores(),
                        host.otherCpus().orElse(0) / host.cores()),
                text(
                        "hosts.card.cpuFree",
                        Figures.cpus(host.freeCpus()),
                        Figures.cpus(host.cores()),
                        Figures.cpus(host.otherCpus())));
        cpuPromised.show(
                segments(host, state, s -> s.promisedCpus() / host.promisableCpus(), 0),
                text(
                        "count.of",
                        Figures.cpus(host.promisedCpus()),
                        Figures.cpus(host.promisableCpus())));
    }

    private void showMemory(HostStatus host, HostsModel.State state) {
        double all = host.memoryBytes();
        memoryUsed.show(
                segments(
                        host,
                        state,
                        s -> s.usedBytes().orElse(0) / all,
                        host.otherBytes().orElse(0) / all),
                text(
                        "hosts.card.memoryFree",
                        Figures.bytes(host.freeBytes()),
                        Figures.bytes(host.otherBytes())));
        double promisable = Math.max(1, host.promisableBytes());
        memoryPromised.show(
                segments(host, state, s -> s.promisedBytes() / promisable, 0),
                text(
                        "count.of",
                        Figures.bytes(host.promisedBytes()),
                        Figures.bytes(host.promisableBytes())));
    }

    /// The pods' shares of the host, in the order of pods on all screens.
    private static List<HostStatus.Share> bySize(HostStatus host, HostsModel.State state) {
        List<PodName> order = List.copyOf(state.accents().keySet());
        return host.pods().stream()
                .sorted(Comparator.comparingInt(share -> order.indexOf(share.pod())))
                .toList();
    }

    private static List<Segment> segments(
            HostStatus host,
            HostsModel.State state,
            ToDoubleFunction<HostStatus.Share> share,
            double others) {
        List<Segment> segments = new ArrayList<>();
        for (HostStatus.Share pod : bySize(host, state)) {
            segments.add(
                    new Segment(
                            share.applyAsDouble(pod),
                            state.accents().getOrDefault(pod.pod(), "light")));
        }
        segments.add(new Segment(others, "others"));
        return segments;
    }

    private void showShares(HostStatus host, HostsModel.State state) {
        shares.getChildren().clear();
        if (host.pods().isEmpty()) {
            return;
        }
        String[] titles = {
            text("hosts.card.column.pod"),
            text("hosts.card.column.nodes"),
            text("hosts.card.column.cpuUsed"),
            text("hosts.card.column.cpuPromised"),
            text("hosts.card.column.memoryUsed"),
            text("hosts.card.column.roomFor")
        };
        for (int column = 0; column < titles.length; column++) {
            shares.add(cell(titles[column], "head"), column, 0);
        }
        int row = 1;
        for (HostStatus.Share pod : bySize(host, state)) {
            Region dot = new Region();
            dot.getStyleClass().setAll("pod-dot", state.accents().getOrDefault(pod.pod(), "light"));
            HBox title = new HBox(8, dot, cell(pod.pod().value(), "value"));
            title.setAlignment(Pos.CENTER_LEFT);
            shares.add(title, 0, row);
            shares.add(cell(Figures.count(pod.nodes()), "value"), 1, row);
            shares.add(cell(Figures.cpus(pod.usedCpus()), "value"), 2, row);
            shares.add(cell(Figures.cpus(pod.promisedCpus()), "value"), 3, row);
            shares.add(cell(Figures.bytes(pod.usedBytes()), "value"), 4, row);
            shares.add(
                    cell(text("hosts.card.more", pod.room()), pod.room() == 0 ? "none" : "value"),
                    5,
                    row);
            row++;
        }
    }

    private static Label cell(String text, String styleClass) {
        Label cell = new Label(text);
        cell.getStyleClass().add(styleClass);
        return cell;
    }

    /// A bar between its title and its figures.
    private static final class Meter extends HBox {
        private final String title;
        private final SegmentBar bar = new SegmentBar();
        private final Label figures = new Label();

        Meter(String title) {
            super(10);
            this.title = title;
            setAlignment(Pos.CENTER_LEFT);
            Label label = new Label(title);
            label.setMinWidth(112);
            label.getStyleClass().add("hint");
            figures.getStyleClass().add("figures");
            figures.setMinWidth(170);
            HBox.setHgrow(bar, Priority.ALWAYS);
            getChildren().addAll(label, bar, figures);
        }

        void show(List<Segment> segments, String text) {
            bar.show(segments, title + ": " + text);
            figures.setText(text);
        }
    }
}
