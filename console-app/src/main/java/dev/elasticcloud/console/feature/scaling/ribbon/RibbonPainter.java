package dev.elasticcloud.console.feature.scaling.ribbon;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.record.Hold;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Paints a ribbon and its rail onto a canvas.
final class RibbonPainter {

    static final double LEFT = 34;
    private static final double RIGHT = 6;
    private static final double TOP = 8;
    static final double MARKS = 16;
    static final double HOLDS = 14;
    private static final double CLOCK = 16;

    private final Canvas canvas;
    private final RibbonPaints paints;
    private double top = 1;

    RibbonPainter(Canvas canvas, RibbonPaints paints) {
        this.canvas = canvas;
        this.paints = paints;
    }

    TimeAxis axis(Ribbon ribbon) {
        double width = Math.max(1, canvas.getWidth() - LEFT - RIGHT);
        return new TimeAxis(ribbon.from(), ribbon.to(), LEFT, width);
    }

    /// Where the zero line is.
    double bottom() {
        return canvas.getHeight() - MARKS - HOLDS - CLOCK;
    }

    private double y(double slots) {
        double share = Math.clamp(slots / top, 0, 1);
        return bottom() - share * (bottom() - TOP);
    }

    void draw(Ribbon ribbon, RailLayout rail, TimeAxis axis) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (ribbon.from().equals(ribbon.to())) {
            return;
        }
        top = ribbon.top();
        g.setFont(Font.font(10));
        drawGrid(g, axis);
        if (!ribbon.samples().isEmpty()) {
            g.save();
            g.beginPath();
            g.rect(axis.left(), 0, axis.width(), bottom());
            g.clip();
            drawFullHost(g, ribbon, rail);
            drawAreas(g, ribbon, axis);
            drawLines(g, ribbon, axis);
            g.restore();
        }
        if (ribbon.samples().isEmpty()) {
            g.setFill(paints.color("text"));
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.CENTER);
            double between = TOP + (bottom() - TOP) * 3 / 8; // two lines of the grid
            g.fillText(text("scaling.ribbon.nothing"), axis.left() + axis.width() / 2, between);
        }
        drawCeiling(g, ribbon, axis);
        drawRail(g, rail, axis);
        drawClock(g, axis);
    }

    private void drawGrid(GraphicsContext g, TimeAxis axis) {
        g.setLineWidth(1);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int part = 0; part <= 4; part++) {
            double slots = top * part / 4;
            double y = Math.round(y(slots)) + 0.5;
            g.setStroke(paints.color("grid"));
            g.strokeLine(axis.left(), y, axis.right(), y);
            g.setFill(paints.color("text"));
            g.fillText(String.valueOf(Math.round(slots)), axis.left() - 6, y);
        }
    }

    /// The nodes that the host had no room for: up to what the pod may have.
    private void drawFullHost(GraphicsContext g, Ribbon ribbon, RailLayout rail) {
        g.setFill(paints.full());
        for (RailLayout.Segment segment : rail.segments()) {
            Hold hold = segment.hold();
            if (hold.cause() == Hold.Cause.HOST_FULL && hold.direction() == Hold.Direction.MORE) {
                double top = y(ribbon.max() * (double) ribbon.slots());
                double low = y(hold.allowed() * (double) ribbon.slots());
                g.fillRect(segment.left(), top, segment.width(), Math.max(0, low - top));
            }
        }
    }

    private void drawAreas(GraphicsContext g, Ribbon ribbon, TimeAxis axis) {
        List<Ribbon.Sample> samples = ribbon.samples();
        for (int i = 0; i < samples.size(); i++) {
            Ribbon.Sample sample = samples.get(i);
            double left = Math.round(axis.x(sample.at()));
            double right = Math.round(end(ribbon, axis, i));
            double width = right - left;
            double capacity = y(sample.capacity());
            double demand = y(sample.demand());
            double used = Math.max(capacity, demand);
            g.setFill(paints.veiled("pod", 0.14));
            g.fillRect(left, capacity, width, bottom() - capacity);
            g.setFill(paints.veiled("pod", 0.38));
            g.fillRect(left, used, width, bottom() - used);
            if (sample.spare() > 0) {
                double cap = y(sample.capacity() + sample.spare());
                g.setFill(paints.veiled("spare", 0.75));
                g.fillRect(left, cap, width, capacity - cap);
            }
            if (sample.waiting() > 0) {
                g.setFill(paints.veiled("waiting", 0.85));
                g.fillRect(left, demand, width, capacity - demand);
            }
        }
    }

    private static double end(Ribbon ribbon, TimeAxis axis, int index) {
        return axis.x(ribbon.end(index));
    }

    private void drawLines(GraphicsContext g, Ribbon ribbon, TimeAxis axis) {
        g.setLineWidth(1.7);
        g.setStroke(paints.color("pod"));
        g.beginPath();
        List<Ribbon.Sample> samples = ribbon.samples();
        for (int i = 0; i < samples.size(); i++) {
            double left = axis.x(samples.get(i).at());
            double y = y(samples.get(i).capacity());
            if (i == 0 || left - end(ribbon, axis, i - 1) > 0.5) {
                g.moveTo(left, y);
            } else {
                g.lineTo(left, y);
            }
            g.lineTo(end(ribbon, axis, i), y);
        }
        g.stroke();
        g.setLineWidth(1.2);
        g.setStroke(paints.color("demand"));
        g.beginPath();
        for (int i = 0; i < samples.size(); i++) {
            double x = axis.x(samples.get(i).at());
            double y = y(samples.get(i).demand());
            if (i == 0 || x - end(ribbon, axis, i - 1) > 0.5) {
                g.moveTo(x, y);
            } else {
                g.lineTo(x, y);
            }
            boolean last =
                    i == samples.size() - 1
                            || axis.x(samples.get(i + 1).at()) - end(ribbon, axis, i) > 0.5;
            if (last) {
                g.lineTo(end(ribbon, axis, i), y);
            }
        }
        g.stroke();
    }

    private void drawCeiling(GraphicsContext g, Ribbon ribbon, TimeAxis axis) {
        double slots = ribbon.max() * (double) ribbon.slots();
        if (ribbon.max() == 0 || slots > ribbon.top()) {
            return;
        }
        double y = Math.round(y(slots)) + 0.5;
        g.setLineWidth(1.2);
        g.setStroke(paints.color("max"));
        g.setLineDashes(5, 4);
        g.strokeLine(axis.left(), y, axis.right(), y);
        g.setLineDashes();
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.BOTTOM);
        g.setFill(paints.color("max"));
        g.fillText(
                text("scaling.ribbon.max", count("count.nodes", ribbon.max())), axis.left() + 6, y);
    }

    private void drawRail(GraphicsContext g, RailLayout rail, TimeAxis axis) {
        double top = bottom() + MARKS;
        g.setFill(paints.color("track"));
        g.fillRect(axis.left(), top, axis.width(), HOLDS - 2);
        for (RailLayout.Segment segment : rail.segments()) {
            Hold hold = segment.hold();
            g.setFill(paints.of(hold.cause()));
            if (hold.cause() == Hold.Cause.TOLERANCE) {
                g.fillRect(segment.left(), top + HOLDS / 2 - 2, segment.width(), 2);
            } else {
                g.fillRect(segment.left(), top, segment.width(), HOLDS - 2);
            }
        }
        for (int i = 0; i < rail.groups().size(); i++) {
            drawMark(g, rail.groups().get(i), rail.room(i, axis.right()));
        }
    }

    private void drawMark(GraphicsContext g, RailLayout.Group group, double room) {
        double high = bottom() + 4;
        double low = high + 8;
        double x = group.x();
        g.setFill(paints.color(group.even() ? "text" : group.added() ? "up" : "down"));
        double[] across = {x - 4, x + 4, x};
        if (group.even()) {
            g.fillPolygon(
                    new double[] {x - 4, x, x + 4, x},
                    new double[] {high + 4, high, high + 4, low},
                    4);
        } else if (group.added()) {
            g.fillPolygon(across, new double[] {low, low, high}, 3);
        } else {
            g.fillPolygon(across, new double[] {high, high, low}, 3);
        }
        String label = group.label(room);
        if (!label.isEmpty()) {
            g.setTextAlign(TextAlignment.LEFT);
            g.setTextBaseline(VPos.CENTER);
            g.fillText(label, x + 6, high + 4);
        }
    }

    private void drawClock(GraphicsContext g, TimeAxis axis) {
        g.setFill(paints.color("text"));
        g.setTextBaseline(VPos.BOTTOM);
        int parts = (int) Math.clamp(axis.width() / 150, 1, 8);
        for (int i = 0; i <= parts; i++) {
            double x = axis.left() + axis.width() * i / parts;
            g.setTextAlign(
                    i == 0
                            ? TextAlignment.LEFT
                            : i == parts ? TextAlignment.RIGHT : TextAlignment.CENTER);
            g.fillText(Figures.clock(axis.at(x)), x, canvas.getHeight() - 1);
        }
    }
}
