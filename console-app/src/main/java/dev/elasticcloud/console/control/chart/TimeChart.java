package dev.elasticcloud.console.control.chart;

import dev.elasticcloud.console.control.Stylesheets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Path;

/// A chart over time. It redraws only when its data or size change, and shows the values under the
/// pointer. Its stylesheet sets the colours: each part is a shape with a style class.
public abstract class TimeChart extends Region {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Line crosshair = new Line();
    private final Label readout = new Label();
    private boolean dirty = true;
    private double drawnWidth = -1;
    private double drawnHeight = -1;
    private double pointer = -1;

    TimeChart(String styleClass, double leastHeight) {
        getStyleClass().addAll("time-chart", styleClass);
        getStylesheets().add(Stylesheets.of(TimeChart.class));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        crosshair.getStyleClass().add("crosshair");
        crosshair.setManaged(false);
        readout.getStyleClass().add("readout");
        readout.setManaged(false);
        readout.setMouseTransparent(true);
        crosshair.setMouseTransparent(true);
        setPickOnBounds(true);
        setMinSize(80, leastHeight);
        setPrefSize(240, leastHeight);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(-1));
        showReadout(false);
    }

    /// Redraws all parts for a size.
    abstract void draw(double width, double height);

    /// The current scale.
    abstract ChartScale scale();

    /// The values at a time as text.
    abstract String read(long time);

    final Path path(String styleClass) {
        Path path = new Path();
        path.getStyleClass().add(styleClass);
        path.setManaged(false);
        path.setMouseTransparent(true);
        getChildren().add(path);
        return path;
    }

    final Label axisLabel(String styleClass) {
        Label label = new Label();
        label.getStyleClass().addAll("axis-label", styleClass);
        label.setManaged(false);
        label.setMouseTransparent(true);
        getChildren().add(label);
        return label;
    }

    /// Call it last in a constructor, so that the readout is above all other parts.
    final void raiseReadout() {
        getChildren().addAll(crosshair, readout);
    }

    final void dataChanged(String accessibleText) {
        setAccessibleText(accessibleText);
        dirty = true;
        requestLayout();
    }

    /// Positions a label so that its left or right edge and its vertical middle are at a point.
    static void place(Label label, double x, double middle, boolean toTheLeft) {
        label.applyCss();
        double width = Math.ceil(label.prefWidth(-1));
        double height = Math.ceil(label.prefHeight(-1));
        double left = toTheLeft ? x - width : x;
        label.resizeRelocate(left, Math.round(middle - height / 2), width, height);
    }

    @Override
    protected final void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (dirty || width != drawnWidth || height != drawnHeight) {
            dirty = false;
            drawnWidth = width;
            drawnHeight = height;
            draw(width, height);
            point(pointer);
        }
    }

    private void point(double x) {
        pointer = x;
        ChartScale scale = scale();
        if (x < 0 || x > scale.width()) {
            showReadout(false);
            return;
        }
        long time = scale.timeAt(x);
        String text = read(time);
        showReadout(!text.isEmpty());
        readout.setText(CLOCK.format(Instant.ofEpochMilli(time)) + "  " + text);
        double middle = Math.round(x) + 0.5;
        crosshair.setStartX(middle);
        crosshair.setEndX(middle);
        crosshair.setStartY(0);
        crosshair.setEndY(getHeight());
        boolean right = x > scale.width() / 2;
        place(readout, right ? x - 6 : x + 6, 10, right);
        double left =
                Math.clamp(
                        readout.getLayoutX(), 0, Math.max(0, scale.width() - readout.getWidth()));
        readout.setLayoutX(left);
    }

    private void showReadout(boolean shown) {
        crosshair.setVisible(shown);
        readout.setVisible(shown);
    }
}
