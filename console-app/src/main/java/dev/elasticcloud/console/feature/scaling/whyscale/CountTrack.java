package dev.elasticcloud.console.feature.scaling.whyscale;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import org.jspecify.annotations.Nullable;

/// A row of the scale: a dot with a count, or an arrow from one count to another; or the axis.
final class CountTrack extends Region {

    private static final double HEIGHT = 24;
    private static final double DOT = 9;
    private static final double INSET = 12;

    private final WhyScale scale;
    private final WhyScale.@Nullable Row row;
    private final Region band = new Region();
    private final Line before = line("before");
    private final Line reach = line("reach");
    private final Polygon tip = new Polygon();
    private final Circle begin = dot("begin", 4);
    private final Circle dot = dot("dot", DOT);
    private final Label count = new Label();

    /// @param row absent for the axis
    CountTrack(WhyScale scale, WhyScale.@Nullable Row row) {
        this.scale = scale;
        this.row = row;
        getStyleClass().add("count-track");
        setMinSize(90, HEIGHT);
        setPrefSize(160, HEIGHT);
        setMaxHeight(HEIGHT);
        band.getStyleClass().add("result");
        band.setManaged(false);
        tip.getStyleClass().add("tip");
        tip.setManaged(false);
        count.getStyleClass().add("count");
        count.setManaged(false);
        getChildren().addAll(band, before);
        if (row == null) {
            scale.ticks().forEach(this::tick);
            return;
        }
        count.setText(String.valueOf(row.to()));
        dot.setRadius(row.to() < 100 ? DOT : DOT + 3);
        getChildren().add(reach);
        if (row.kind() == WhyScale.Kind.BRAKE) {
            getChildren().addAll(begin, tip);
        } else {
            getChildren().addAll(begin, dot, count);
        }
    }

    private static Line line(String styleClass) {
        Line line = new Line();
        line.getStyleClass().add(styleClass);
        line.setManaged(false);
        return line;
    }

    private static Circle dot(String styleClass, double radius) {
        Circle dot = new Circle(radius);
        dot.getStyleClass().add(styleClass);
        dot.setManaged(false);
        return dot;
    }

    private void tick(int value) {
        Label label = new Label(String.valueOf(value));
        label.getStyleClass().add("tick");
        label.setManaged(false);
        label.setUserData(value);
        getChildren().add(label);
    }

    private double x(int value) {
        return INSET + (getWidth() - 2 * INSET) * value / scale.most();
    }

    @Override
    protected void layoutChildren() {
        double middle = HEIGHT / 2;
        double result = x(scale.wanted());
        band.resizeRelocate(result - DOT - 2, 0, 2 * DOT + 4, getHeight());
        place(before, x(scale.nodes()), 0, x(scale.nodes()), getHeight());
        WhyScale.Row shown = row;
        if (shown == null) {
            getChildren().stream()
                    .filter(Label.class::isInstance)
                    .map(Label.class::cast)
                    .forEach(label -> centre(label, x((Integer) label.getUserData()), middle));
            return;
        }
        double from = x(shown.from());
        double to = x(shown.to());
        boolean brake = shown.kind() == WhyScale.Kind.BRAKE;
        boolean done = shown.kind() == WhyScale.Kind.DONE;
        place(reach, brake || done ? from : x(0), middle, to, middle);
        begin.setVisible((brake || done) && shown.moves());
        begin.setCenterX(from);
        begin.setCenterY(middle);
        dot.setCenterX(to);
        dot.setCenterY(middle);
        centre(count, to, middle);
        double back = to <= from ? 7 : -7;
        tip.getPoints().setAll(to, middle, to + back, middle - 4, to + back, middle + 4);
    }

    private static void place(Line line, double x1, double y1, double x2, double y2) {
        line.setStartX(x1);
        line.setStartY(y1);
        line.setEndX(x2);
        line.setEndY(y2);
    }

    private static void centre(Label label, double x, double y) {
        label.applyCss();
        double width = Math.ceil(label.prefWidth(-1));
        double height = Math.ceil(label.prefHeight(-1));
        label.resizeRelocate(Math.round(x - width / 2), Math.round(y - height / 2), width, height);
    }
}
