package dev.elasticcloud.console.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// A square for each node that a pod may have, coloured by the node's state.
public final class NodeStrip extends Region {

    private static final double LARGEST = 14;
    private static final double SMALLEST = 9;
    private static final double GAP = 4;

    /// What a square shows.
    public enum Kind {
        ONLINE,
        BUSY,
        STARTING,
        DRAINING,
        FAILED,
        SPARE,
        PAUSED,
        REGISTERED,
        UNUSED;

        private final PseudoClass pseudoClass =
                PseudoClass.getPseudoClass(name().toLowerCase(Locale.ROOT));
    }

    /// One square with the text of its tooltip.
    public record Cell(Kind kind, String text) {}

    private static final class Square extends Region {
        private final Tooltip tooltip = new Tooltip();
        private Cell cell = new Cell(Kind.UNUSED, "");

        Square() {
            getStyleClass().add("node");
            setManaged(false);
            tooltip.setShowDelay(Duration.millis(200));
            setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        }

        void show(Cell changed) {
            if (changed.equals(cell)) {
                return;
            }
            pseudoClassStateChanged(cell.kind().pseudoClass, false);
            pseudoClassStateChanged(changed.kind().pseudoClass, true);
            if (changed.text().isEmpty()) {
                Tooltip.uninstall(this, tooltip);
            } else if (cell.text().isEmpty()) {
                Tooltip.install(this, tooltip);
            }
            tooltip.setText(changed.text());
            setAccessibleText(changed.text());
            cell = changed;
        }
    }

    private final List<Square> squares = new ArrayList<>();

    public NodeStrip() {
        getStyleClass().add("node-strip");
        getStylesheets().add(Stylesheets.of(NodeStrip.class));
    }

    public void setCells(List<Cell> cells) {
        while (squares.size() < cells.size()) {
            Square square = new Square();
            squares.add(square);
            getChildren().add(square);
            requestLayout();
        }
        while (squares.size() > cells.size()) {
            getChildren().remove(squares.removeLast());
            requestLayout();
        }
        for (int i = 0; i < cells.size(); i++) {
            squares.get(i).show(cells.get(i));
        }
    }

    private double side(double width) {
        if (squares.isEmpty()) {
            return LARGEST;
        }
        double fitting = Math.floor((width + GAP) / squares.size() - GAP);
        return Math.clamp(fitting, SMALLEST, LARGEST);
    }

    private int perRow(double width) {
        return Math.max(1, (int) ((width + GAP) / (side(width) + GAP)));
    }

    @Override
    protected void layoutChildren() {
        double side = side(getWidth());
        int perRow = perRow(getWidth());
        for (int i = 0; i < squares.size(); i++) {
            double x = i % perRow * (side + GAP);
            double y = Math.floorDiv(i, perRow) * (side + GAP);
            squares.get(i).resizeRelocate(x, y, side, side);
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (width <= 0) {
            return LARGEST;
        }
        int rows = Math.max(1, Math.ceilDiv(squares.size(), perRow(width)));
        return rows * (side(width) + GAP) - GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 200;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 80;
    }
}
