package dev.elasticcloud.console.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Colours of the stylesheet for drawing on a canvas: an invisible region for each, whose
/// background the stylesheet sets.
public final class Swatches extends Pane {

    private final Map<String, Region> regions = new HashMap<>();

    /// @param names the style class of each colour
    /// @param changed runs when the theme has changed any of them
    public Swatches(List<String> names, Runnable changed) {
        getStyleClass().add("swatches");
        setManaged(false);
        setVisible(false);
        for (String name : names) {
            Region region = new Region();
            region.getStyleClass().add(name);
            region.backgroundProperty().addListener((o, before, now) -> changed.run());
            regions.put(name, region);
            getChildren().add(region);
        }
    }

    /// The colour of a name; transparent until styles apply.
    public Color color(String name) {
        Region region = regions.get(name);
        if (region == null || region.getBackground() == null) {
            return Color.TRANSPARENT;
        }
        return region.getBackground().getFills().isEmpty()
                ? Color.TRANSPARENT
                : (Color) region.getBackground().getFills().getLast().getFill();
    }
}
