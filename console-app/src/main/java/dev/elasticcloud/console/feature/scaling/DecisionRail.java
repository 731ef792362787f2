package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.count;

import dev.elasticcloud.manager.model.record.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Shows what limited the node count, on the time axis of the chart above: a span for each hold by
/// a brake. Kinds of brakes differ in pattern, not only in colour.
final class DecisionRail extends Region {

    private static final double HEIGHT = 16;

    private final List<Region> spans = new ArrayList<>();
    private final Region mark = new Region();
    private List<Decision> held = List.of();
    private long from;
    private long to;
    private @Nullable Decision current;

    DecisionRail(Consumer<Instant> onSelect) {
        getStyleClass().add("decision-rail");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        mark.getStyleClass().add("mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        getChildren().add(mark);
        setOnMouseClicked(
                event -> {
                    for (Decision decision : held) {
                        double x = x(decision.at().toEpochMilli());
                        double end = Math.max(x + 3, x(decision.until().toEpochMilli()));
                        if (event.getX() >= x && event.getX() <= end) {
                            onSelect.accept(decision.at());
                            return;
                        }
                    }
                });
    }

    void show(ScalingModel.Chart chart) {
        from = chart.nodes().from();
        to = chart.nodes().to();
        held = chart.decisions().stream().filter(d -> !d.brakes().isEmpty()).toList();
        setAccessibleText(count("scaling.holdsHere", held.size()));
        while (spans.size() < held.size()) {
            Region span = new Region();
            span.setManaged(false);
            spans.add(span);
            getChildren().addFirst(span);
        }
        requestLayout();
    }

    void showCurrent(@Nullable Decision decision) {
        current = decision;
        requestLayout();
    }

    private double x(long time) {
        return to == from ? 0 : (double) (time - from) / (to - from) * getWidth();
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < spans.size(); i++) {
            Region span = spans.get(i);
            span.setVisible(i < held.size());
            if (i < held.size()) {
                Decision decision = held.get(i);
                double left = Math.max(0, x(decision.at().toEpochMilli()));
                double right = Math.min(getWidth(), x(decision.until().toEpochMilli()));
                span.resizeRelocate(left, 0, Math.max(3, right - left), getHeight());
                String kind = decision.brakes().getFirst().kind().name();
                span.getStyleClass()
                        .setAll("span", kind.toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        Decision marked = current;
        mark.setVisible(marked != null && marked.until().toEpochMilli() >= from);
        if (marked != null) {
            double left = Math.max(0, x(marked.at().toEpochMilli()));
            double width = Math.max(3, x(marked.until().toEpochMilli()) - left);
            mark.resizeRelocate(
                    left - 2, -2, Math.min(width, getWidth() - left) + 4, getHeight() + 4);
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }
}
