package dev.elasticcloud.console.control.chart;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/// A chart of the CPU use of each node and their mean, with the band between the thresholds. All
/// values are shares from 0 to 1.
public final class UsageChart extends TimeChart {

    /// @param lower the lower threshold as a share
    /// @param upper the upper threshold as a share
    public record Data(
            long from, long to, List<Series> nodes, Series mean, double lower, double upper) {

        public static final Data NONE = new Data(0, 0, List.of(), Series.EMPTY, 0.3, 0.7);

        public Data {
            nodes = List.copyOf(nodes);
        }

        public Data withThresholds(double changedLower, double changedUpper) {
            return new Data(from, to, nodes, mean, changedLower, changedUpper);
        }
    }

    private final Path band = path("band");
    private final Path nodes = path("node-lines");
    private final Path mean = path("line");
    private final Path limits = path("thresholds");
    private final Label lowerLabel = axisLabel("threshold-label");
    private final Label upperLabel = axisLabel("threshold-label");
    private Data data = Data.NONE;
    private ChartScale scale = new ChartScale(0, 0, 0, 0, 0, 1);

    public UsageChart() {
        super("usage-chart", 64);
        raiseReadout();
    }

    public void setData(Data changed) {
        if (changed.equals(data)) {
            return;
        }
        data = changed;
        double now = data.mean().last();
        dataChanged(
                Double.isNaN(now)
                        ? text("control.chart.usage.accessible")
                        : text("control.chart.usage.accessibleNow", Figures.percent(now)));
    }

    @Override
    ChartScale scale() {
        return scale;
    }

    @Override
    void draw(double width, double height) {
        double peak = data.nodes().stream().mapToDouble(Series::peak).max().orElse(0);
        scale = new ChartScale(data.from(), data.to(), width, 2, height - 1.5, Math.max(1, peak));
        double upper = Math.round(scale.y(data.upper())) + 0.5;
        double lower = Math.round(scale.y(data.lower())) + 0.5;
        band.getElements()
                .setAll(
                        new MoveTo(0, upper),
                        new LineTo(width, upper),
                        new LineTo(width, lower),
                        new LineTo(0, lower),
                        new ClosePath());
        limits.getElements()
                .setAll(
                        new MoveTo(0, upper),
                        new LineTo(width, upper),
                        new MoveTo(0, lower),
                        new LineTo(width, lower));
        List<PathElement> lines = new ArrayList<>();
        for (Series node : data.nodes()) {
            lines.addAll(TracePath.lines(node, scale).line());
        }
        nodes.getElements().setAll(lines);
        mean.getElements().setAll(TracePath.means(data.mean(), scale).line());
        upperLabel.setText(Figures.percent(data.upper()));
        lowerLabel.setText(Figures.percent(data.lower()));
        place(upperLabel, width, Math.max(7, upper - 8), true);
        place(lowerLabel, width, Math.min(height - 7, lower - 8), true);
    }

    @Override
    String read(long time) {
        double share = data.mean().at(time);
        return Double.isNaN(share)
                ? ""
                : text("control.chart.usage.readout", Figures.percent(share));
    }
}
