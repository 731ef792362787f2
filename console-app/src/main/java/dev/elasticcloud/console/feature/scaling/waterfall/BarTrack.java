package dev.elasticcloud.console.feature.scaling.waterfall;

import javafx.scene.layout.Region;

/// A bar at its place on a time axis.
final class BarTrack extends Region {

    private static final double HEIGHT = 10;

    private final Region bar = new Region();
    private final double from;
    private final double to;
    private final double end;

    /// @param end the end of the axis, in the unit of the bar
    BarTrack(Waterfall.Bar shown, double end) {
        this.from = shown.from();
        this.to = shown.to();
        this.end = end;
        getStyleClass().add("bar-track");
        bar.getStyleClass().addAll("bar", shown.style());
        bar.setManaged(false);
        getChildren().add(bar);
        setMinSize(40, HEIGHT);
        setPrefSize(120, HEIGHT);
        setMaxHeight(HEIGHT);
    }

    @Override
    protected void layoutChildren() {
        double left = Math.round(from / end * getWidth());
        double width = Math.max(2, Math.round(to / end * getWidth()) - left);
        bar.resizeRelocate(Math.min(left, getWidth() - 2), 0, width, getHeight());
    }
}
