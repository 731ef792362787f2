package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.manager.model.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.jspecify.annotations.Nullable;

/// A node's processor use over the last steps of time, as a small line from 0 to its full limit.
final class Sparkline extends Region {

    private static final int STEPS = 60;
    private static final double HEIGHT = 16;

    private final Path path = new Path();
    private @Nullable LifeBook book;
    private @Nullable NodeName node;

    Sparkline() {
        getStyleClass().add("sparkline");
        setPrefSize(60, HEIGHT);
        setMaxHeight(HEIGHT);
        path.setManaged(false);
        getChildren().add(path);
    }

    void show(LifeBook shown, NodeName of) {
        book = shown;
        node = of;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        List<PathElement> elements = new ArrayList<>();
        LifeBook shown = book;
        NodeName of = node;
        Optional<LifeLine> line = shown == null || of == null ? Optional.empty() : shown.line(of);
        if (shown != null && line.isPresent()) {
            boolean drawing = false;
            for (int i = 0; i < STEPS; i++) {
                float cpu = line.get().cpu(shown.newest() - STEPS + 1 + i);
                if (Float.isNaN(cpu)) {
                    drawing = false;
                    continue;
                }
                double x = getWidth() * i / (STEPS - 1);
                double y = getHeight() - 1 - Math.clamp(cpu, 0, 1) * (getHeight() - 2);
                elements.add(drawing ? new LineTo(x, y) : new MoveTo(x, y));
                drawing = true;
            }
        }
        path.getElements().setAll(elements);
    }
}
