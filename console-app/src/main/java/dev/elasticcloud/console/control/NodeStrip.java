package dev.elasticcloud.console.control;

import dev.elasticcloud.console.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.util.Duration;

/// A square for each node that a pod may have. Colour and symbol show the node's state, so that it
/// can be read without colour, too. One canvas draws them all; the stylesheet has the colours.
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
        /// Wanted, but without room on any host.
        PENDING,
        UNUSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// What the legend and the summary call it.
        public String title() {
            return Texts.text("control.nodeStrip." + word());
        }
    }

    /// One square with the text of its tooltip.
    public record Cell(Kind kind, String text) {}

    private final Canvas canvas = new Canvas();
    private final Map<Kind, Region> colours = new EnumMap<>(Kind.class);
    private final Region ink = new Region();
    private final Tooltip tooltip = new Tooltip();
    private List<Cell> cells = List.of();
    private boolean explained;

    public NodeStrip() {
        getStyleClass().add("node-strip");
        getStylesheets().add(Stylesheets.of(NodeStrip.class));
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.setManaged(false);
        for (Kind kind : Kind.values()) {
            Region colour = new Region();
            colour.pseudoClassStateChanged(PseudoClass.getPseudoClass(kind.word()), true);
            colour.getStyleClass().add("node");
            addColour(colour);
            colours.put(kind, colour);
        }
        ink.getStyleClass().add("ink");
        addColour(ink);
        getChildren().add(canvas);
        tooltip.setShowDelay(Duration.millis(200));
        setPickOnBounds(true);
        setOnMouseMoved(this::explain);
        setOnMouseExited(event -> explain(""));
    }

    /// A strip of one square, for a legend.
    public static NodeStrip sample(Kind kind) {
        NodeStrip sample = new NodeStrip();
        sample.setCells(List.of(new Cell(kind, kind.title())));
        sample.setMinWidth(LARGEST);
        sample.setPrefWidth(LARGEST);
        sample.setMaxSize(LARGEST, LARGEST);
        return sample;
    }

    /// Reads a colour for the canvas from a region that the stylesheet colours.
    private void addColour(Region colour) {
        colour.setManaged(false);
        colour.setOpacity(0);
        colour.setMouseTransparent(true);
        colour.backgroundProperty().addListener((o, before, now) -> requestLayout());
        getChildren().add(colour);
    }

    public void setCells(List<Cell> changed) {
        if (changed.equals(cells)) {
            return;
        }
        boolean resized = changed.size() != cells.size();
        cells = List.copyOf(changed);
        setAccessibleText(summary());
        if (resized && getParent() != null) {
            getParent().requestLayout();
        }
        requestLayout();
    }

    /// How many nodes are in each state, in words.
    private String summary() {
        Map<Kind, Long> counts =
                cells.stream()
                        .filter(cell -> cell.kind() != Kind.UNUSED)
                        .collect(
                                Collectors.groupingBy(
                                        Cell::kind,
                                        () -> new EnumMap<>(Kind.class),
                                        Collectors.counting()));
        return counts.isEmpty()
                ? Texts.text("control.nodeStrip.none")
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().title())
                        .collect(Collectors.joining(", "));
    }

    private void explain(MouseEvent event) {
        double step = side(getWidth()) + GAP;
        int index = (int) (event.getY() / step) * perRow(getWidth()) + (int) (event.getX() / step);
        boolean within = (int) (event.getX() / step) < perRow(getWidth());
        explain(within && index < cells.size() ? cells.get(index).text() : "");
    }

    private void explain(String text) {
        if (explained == text.isEmpty()) {
            explained = !text.isEmpty();
            if (explained) {
                Tooltip.install(this, tooltip);
            } else {
                Tooltip.uninstall(this, tooltip);
            }
        }
        tooltip.setText(text);
    }

    private double side(double width) {
        if (cells.isEmpty()) {
            return LARGEST;
        }
        double fitting = Math.floor((width + GAP) / cells.size() - GAP);
        return Math.clamp(fitting, SMALLEST, LARGEST);
    }

    private int perRow(double width) {
        return Math.max(1, (int) ((width + GAP) / (side(width) + GAP)));
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, getWidth(), getHeight());
        Map<Kind, Paint> paints = new EnumMap<>(Kind.class);
        colours.forEach((kind, region) -> paints.put(kind, paint(region)));
        Paint inked = paint(ink);
        double side = side(getWidth());
        int perRow = perRow(getWidth());
        for (int i = 0; i < cells.size(); i++) {
            double x = i % perRow * (side + GAP);
            double y = Math.floorDiv(i, perRow) * (side + GAP);
            Kind kind = cells.get(i).kind();
            draw(graphics, kind, paints.getOrDefault(kind, Color.GRAY), inked, x, y, side);
        }
    }

    private static Paint paint(Region region) {
        Background background = region.getBackground();
        return background == null || background.getFills().isEmpty()
                ? Color.TRANSPARENT
                : background.getFills().getFirst().getFill();
    }

    private static void draw(
            GraphicsContext g, Kind kind, Paint paint, Paint ink, double x, double y, double side) {
        g.setFill(paint);
        g.setStroke(paint);
        g.setLineWidth(1.5);
        double middle = side / 2;
        double third = side / 3;
        switch (kind) {
            case ONLINE, UNUSED -> g.fillRoundRect(x, y, side, side, 5, 5);
            case BUSY -> {
                g.fillRoundRect(x, y, side, side, 5, 5);
                g.setFill(ink);
                g.fillOval(x + third, y + third, third, third);
            }
            case STARTING -> {
                outline(g, x, y, side);
                g.fillOval(x + third, y + third, third, third);
            }
            case DRAINING -> {
                outline(g, x, y, side);
                g.strokeLine(x + middle, y + third / 2 + 1, x + middle, y + side - third);
                g.fillPolygon(
                        new double[] {x + third / 2 + 1, x + side - third / 2 - 1, x + middle},
                        new double[] {y + middle, y + middle, y + side - 2},
                        3);
            }
            case FAILED -> {
                g.fillRoundRect(x, y, side, side, 5, 5);
                g.setStroke(ink);
                g.strokeLine(x + third, y + third, x + side - third, y + side - third);
                g.strokeLine(x + side - third, y + third, x + third, y + side - third);
            }
            case SPARE -> {
                g.fillRoundRect(x, y, side, side, 5, 5);
                g.setStroke(ink);
                g.strokeLine(x + middle, y + third / 2 + 1, x + middle, y + side - third / 2 - 1);
                g.strokeLine(x + third / 2 + 1, y + middle, x + side - third / 2 - 1, y + middle);
            }
            case PAUSED -> {
                double bar = Math.max(2, Math.round(side / 4));
                g.fillRect(x + middle - bar - 1, y + 1, bar, side - 2);
                g.fillRect(x + middle + 1, y + 1, bar, side - 2);
            }
            case REGISTERED -> outline(g, x, y, side);
            case PENDING -> {
                g.setLineDashes(2, 2);
                outline(g, x, y, side);
                g.setLineDashes();
            }
        }
    }

    private static void outline(GraphicsContext g, double x, double y, double side) {
        g.strokeRoundRect(x + 0.75, y + 0.75, side - 1.5, side - 1.5, 5, 5);
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
        int rows = Math.max(1, Math.ceilDiv(cells.size(), perRow(width)));
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
