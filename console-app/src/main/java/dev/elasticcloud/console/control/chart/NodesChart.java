package dev.elasticcloud.console.control.chart;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/// A chart of the nodes online and the nodes needed, with a marker below for each change.
public final class NodesChart extends TimeChart {

    private static final double MARKERS = 12;
    private static final double HALF_MARKER = 4;

    /// A change of the node count.
    public record Marker(long time, boolean added) {}

    /// @param demand nodes needed, in fractions
    /// @param ceiling the most nodes that the hosts have room for now; empty when unknown or more
    ///     than the pod may have anyway
    /// @param limit the most nodes that the pod may have
    public record Data(
            long from,
            long to,
            Series online,
            Series demand,
            List<Marker> markers,
            OptionalInt ceiling,
            int limit) {

        public static final Data NONE =
                new Data(0, 0, Series.EMPTY, Series.EMPTY, List.of(), OptionalInt.empty(), 0);

        public Data {
            markers = List.copyOf(markers);
        }

        /// The top of the axis: an even number, so that its middle is a whole number, too.
        int most() {
            // A burst that needs far more nodes than allowed would flatten the line of the nodes.
            double reached = Math.max(online.peak(), Math.min(demand.peak(), limit));
            // The ceiling extends the axis unless that would flatten the lines.
            double shown = ceiling.orElse(0) <= Math.max(4, 2 * reached) ? ceiling.orElse(0) : 0;
            int peak = (int) Math.ceil(Math.max(reached, shown) * 1.1);
            return Math.max(2, peak + peak % 2);
        }
    }

    private final Path grid = path("grid");
    private final Path area = path("area");
    private final Path line = path("line");
    private final Path demand = path("demand");
    private final Path added = path("added");
    private final Path removed = path("removed");
    private final Path ceiling = path("ceiling");
    private final Label ceilingLabel = axisLabel("ceiling-label");
    private final Label top = axisLabel("muted");
    private final Label middle = axisLabel("muted");
    private Data data = Data.NONE;
    private ChartScale scale = new ChartScale(0, 0, 0, 0, 0, 1);

    public NodesChart() {
        super("nodes-chart", 72);
        raiseReadout();
    }

    public void setData(Data changed) {
        if (changed.equals(data)) {
            return;
        }
        data = changed;
        double now = data.online().last();
        StringBuilder words = new StringBuilder(text("control.chart.nodes.accessible"));
        if (!Double.isNaN(now)) {
            words.append(", ").append(text("control.chart.nodes.now", count(now)));
        }
        data.ceiling()
                .ifPresent(
                        most ->
                                words.append(", ")
                                        .append(text("control.chart.nodes.ceiling", most)));
        dataChanged(words.toString());
    }

    @Override
    ChartScale scale() {
        return scale;
    }

    @Override
    void draw(double width, double height) {
        double bottom = Math.floor(height - MARKERS) - 0.5;
        scale = new ChartScale(data.from(), data.to(), width, 1.5, bottom, data.most());
        drawGrid(width);
        drawCeiling(width);
        TracePath online = TracePath.steps(data.online(), scale);
        area.getElements().setAll(online.area());
        line.getElements().setAll(online.line());
        demand.getElements().setAll(TracePath.means(data.demand(), scale).line());
        added.getElements().setAll(triangles(true, bottom + 3));
        removed.getElements().setAll(triangles(false, bottom + 3));
    }

    private void drawCeiling(double width) {
        int nodes = data.ceiling().orElse(-1);
        boolean shown = nodes >= 0 && nodes <= scale.most() && data.to() > data.from();
        ceilingLabel.setVisible(shown);
        ceiling.getElements().clear();
        if (shown) {
            double y = Math.round(scale.y(nodes)) + 0.5;
            ceiling.getElements().addAll(new MoveTo(0, y), new LineTo(width, y));
            ceilingLabel.setText(text("control.chart.nodes.hostBears", nodes));
            place(ceilingLabel, width, Math.max(7, y - 8), true);
            top.setVisible(top.isVisible() && y > 16);
        }
    }

    private void drawGrid(double width) {
        List<PathElement> lines = new ArrayList<>();
        for (int part = 0; part <= 2; part++) {
            double y = Math.round(scale.y(scale.most() * part / 2)) + 0.5;
            lines.add(new MoveTo(0, y));
            lines.add(new LineTo(width, y));
        }
        grid.getElements().setAll(lines);
        boolean known = data.online().size() > 0;
        top.setVisible(known);
        middle.setVisible(known);
        top.setText(count(scale.most()));
        middle.setText(count(scale.most() / 2));
        place(top, 0, scale.y(scale.most()) + 8, false);
        place(middle, 0, scale.y(scale.most() / 2) + 8, false);
    }

    private List<PathElement> triangles(boolean up, double y) {
        List<PathElement> elements = new ArrayList<>();
        for (Marker marker : data.markers()) {
            if (marker.added() != up || marker.time() < data.from() || marker.time() > data.to()) {
                continue;
            }
            double inside = Math.max(HALF_MARKER, scale.width() - HALF_MARKER);
            double x = Math.clamp(scale.x(marker.time()), HALF_MARKER, inside);
            double base = up ? y + 6 : y;
            double tip = up ? y : y + 6;
            elements.add(new MoveTo(x - HALF_MARKER, base));
            elements.add(new LineTo(x + HALF_MARKER, base));
            elements.add(new LineTo(x, tip));
            elements.add(new ClosePath());
        }
        return elements;
    }

    @Override
    String read(long time) {
        double online = data.online().at(time);
        if (Double.isNaN(online)) {
            return "";
        }
        double needed = data.demand().at(time);
        String needs = Double.isNaN(needed) ? "–" : String.format(Locale.ROOT, "%.1f", needed);
        return text("control.chart.nodes.readout", count(online), needs);
    }

    private static String count(double nodes) {
        return String.format(Locale.ROOT, "%.0f", nodes);
    }
}
