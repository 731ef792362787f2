package dev.elasticcloud.console.control;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A bar that is filled from the left by segments, each a share of the whole.
public final class SegmentBar extends Region {

    private static final double HEIGHT = 10;

    /// @param share of the bar's width, 0 to 1
    /// @param styleClass its style class for the colour
    public record Segment(double share, String styleClass) {}

    private final List<Region> parts = new ArrayList<>();
    private List<Segment> segments = List.of();

    public SegmentBar() {
        getStyleClass().add("segment-bar");
        getStylesheets().add(Stylesheets.of(SegmentBar.class));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(24, HEIGHT);
        setPrefSize(120, HEIGHT);
        setMaxHeight(HEIGHT);
    }

    public void show(List<Segment> changed, String accessibleText) {
        setAccessibleText(accessibleText);
        if (changed.equals(segments)) {
            return;
        }
        segments = List.copyOf(changed);
        while (parts.size() < segments.size()) {
            Region part = new Region();
            part.setManaged(false);
            parts.add(part);
            getChildren().add(part);
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).setVisible(i < segments.size());
            if (i < segments.size()) {
                parts.get(i).getStyleClass().setAll("segment", segments.get(i).styleClass());
            }
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        for (int i = 0; i < segments.size(); i++) {
            double width = Math.clamp(segments.get(i).share() * getWidth(), 0, getWidth() - x);
            parts.get(i).resizeRelocate(x, 0, width, getHeight());
            x += width;
        }
    }
}
