package dev.elasticcloud.console.control;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Lays out cards of equal width, as many in a row as fit. A single row fills the height.
public final class CardGrid extends Region {

    private static final double GAP = 12;

    private final double leastWidth;

    public CardGrid(double leastWidth) {
        this.leastWidth = leastWidth;
    }

    public void setCards(List<? extends Node> cards) {
        getChildren().setAll(cards);
    }

    private int columns(double width) {
        int fitting = (int) ((width + GAP) / (leastWidth + GAP));
        return Math.clamp(fitting, 1, Math.max(1, getChildren().size()));
    }

    private double cardWidth(double width) {
        int columns = columns(width);
        return Math.floor((width - (columns - 1) * GAP) / columns);
    }

    private double rowHeight(double cardWidth) {
        return getChildren().stream().mapToDouble(c -> c.prefHeight(cardWidth)).max().orElse(0);
    }

    @Override
    protected void layoutChildren() {
        List<Node> cards = getManagedChildren();
        int columns = columns(getWidth());
        int rows = Math.ceilDiv(cards.size(), columns);
        double step = (getWidth() + GAP) / columns;
        double height = rows <= 1 ? getHeight() : rowHeight(cardWidth(getWidth()));
        for (int i = 0; i < cards.size(); i++) {
            double left = Math.round(i % columns * step);
            double width = Math.round((i % columns + 1) * step - GAP) - left;
            double top = Math.floorDiv(i, columns) * (height + GAP);
            Node card = cards.get(i);
            card.resizeRelocate(left, top, width, Math.min(height, card.maxHeight(width)));
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double available = width > 0 ? width : leastWidth * getChildren().size();
        int rows = Math.ceilDiv(getChildren().size(), columns(available));
        return Math.max(0, rows * (rowHeight(cardWidth(available)) + GAP) - GAP);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return leastWidth;
    }

    @Override
    protected double computeMinWidth(double height) {
        return leastWidth;
    }
}
