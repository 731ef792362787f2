package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.Swatches;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Paints the life map. Processor use and states are one picture with a pixel for each node and step
/// of time, which is stretched onto the canvas; where rows are high enough, states also differ by
/// strokes. The stylesheet sets all colours.
final class LifeMapPainter {

    private static final int SHADES = 32;

    /// Strokes need rows of this height; in lower rows states differ by gaps between pixels.
    private static final double STROKES = 5;

    private static final List<String> SCALE =
            List.of("cpu-0", "cpu-25", "cpu-50", "cpu-75", "cpu-100");
    private static final List<String> PODS = List.of("light", "medium", "heavy");

    private final Canvas canvas = new Canvas();
    private final Swatches swatches;
    private int[] pixels = new int[0];
    private PixelBuffer<IntBuffer> buffer = buffer(1);
    private WritableImage image = new WritableImage(buffer);

    LifeMapPainter(Runnable themeChanged) {
        List<String> names = new ArrayList<>(SCALE);
        names.addAll(PODS);
        names.addAll(
                List.of(
                        "ground",
                        "text",
                        "grid",
                        "starting",
                        "spare",
                        "draining",
                        "paused",
                        "failed",
                        "unknown",
                        "stroke"));
        swatches = new Swatches(names, themeChanged);
        canvas.setMouseTransparent(true);
    }

    Node node() {
        return canvas;
    }

    Swatches swatches() {
        return swatches;
    }

    boolean resize(double width, double height) {
        boolean changed = width != canvas.getWidth() || height != canvas.getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        return changed;
    }

    private PixelBuffer<IntBuffer> buffer(int rows) {
        pixels = new int[rows * LifeLine.STEPS];
        return new PixelBuffer<>(
                LifeLine.STEPS, rows, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
    }

    void draw(NodesModel.LifeView view, List<LifeMapLayout.Block> blocks) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (blocks.isEmpty()) {
            return;
        }
        paintPixels(view.book(), blocks);
        g.setImageSmoothing(false);
        int row = 0;
        for (LifeMapLayout.Block block : blocks) {
            g.drawImage(
                    image,
                    0,
                    row,
                    LifeLine.STEPS,
                    block.lines().size(),
                    block.x(),
                    block.y(),
                    block.width(),
                    block.height());
            row += block.lines().size();
            drawText(g, view, block);
            if (block.rowHeight() >= STROKES) {
                drawStrokes(g, view.book(), block);
            }
        }
        drawAxes(g, view.book(), blocks);
    }

    private void paintPixels(LifeBook book, List<LifeMapLayout.Block> blocks) {
        int rows = blocks.stream().mapToInt(b -> b.lines().size()).sum();
        if (pixels.length != rows * LifeLine.STEPS) {
            buffer = buffer(rows);
            image = new WritableImage(buffer);
        }
        int[] shades = shades();
        int[] states = new int[LifePhase.values().length];
        for (LifePhase phase : LifePhase.values()) {
            states[phase.ordinal()] = argb(swatches.color(styleOf(phase)));
        }
        boolean low = blocks.getFirst().rowHeight() < STROKES;
        int at = 0;
        for (LifeMapLayout.Block block : blocks) {
            for (LifeLine line : block.lines()) {
                int slot = LifeLine.slot(book.oldest());
                for (int i = 0; i < LifeLine.STEPS; i++) {
                    LifePhase phase = line.phaseIn(slot);
                    float cpu = line.cpuIn(slot);
                    slot = slot + 1 == LifeLine.STEPS ? 0 : slot + 1;
                    if (phase == LifePhase.ONLINE && !Float.isNaN(cpu)) {
                        pixels[at++] = shades[Math.clamp((int) (cpu * SHADES), 0, SHADES - 1)];
                    } else {
                        boolean gap = low && isGap(phase, i);
                        pixels[at++] = gap ? 0 : states[phase.ordinal()];
                    }
                }
            }
        }
        buffer.updateBuffer(changed -> null);
    }

    private static boolean isGap(LifePhase phase, int step) {
        return switch (phase) {
            case STARTING -> step % 2 == 0;
            case DRAINING -> step % 3 == 0;
            case UNKNOWN -> step % 4 != 0;
            case PAUSED -> step % 6 < 3;
            case ABSENT, ONLINE, SPARE, FAILED -> false;
        };
    }

    private static String styleOf(LifePhase phase) {
        return switch (phase) {
            case ABSENT, ONLINE -> "ground";
            case UNKNOWN -> "unknown";
            case STARTING -> "starting";
            case SPARE -> "spare";
            case DRAINING -> "draining";
            case PAUSED -> "paused";
            case FAILED -> "failed";
        };
    }

    private int[] shades() {
        int[] shades = new int[SHADES];
        for (int i = 0; i < SHADES; i++) {
            double at = (double) i / (SHADES - 1) * (SCALE.size() - 1);
            int stop = Math.min(SCALE.size() - 2, (int) at);
            Color from = swatches.color(SCALE.get(stop));
            Color to = swatches.color(SCALE.get(stop + 1));
            shades[i] = argb(from.interpolate(to, at - stop));
        }
        return shades;
    }

    private static int argb(Color color) {
        int alpha = (int) Math.round(color.getOpacity() * 255);
        int red = (int) Math.round(color.getRed() * alpha);
        int green = (int) Math.round(color.getGreen() * alpha);
        int blue = (int) Math.round(color.getBlue() * alpha);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    private void drawText(GraphicsContext g, NodesModel.LifeView view, LifeMapLayout.Block block) {
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(Font.font(11.5));
        g.setFill(swatches.color(view.accents().getOrDefault(block.pod(), "text")));
        g.fillText(
                block.first() ? block.pod().value() : text("nodes.lifeMap.continued", block.pod()),
                block.left() + 4,
                block.y() - LifeMapLayout.HEADING / 2);
        if (block.rowHeight() < LifeMapLayout.NAMED) {
            return;
        }
        g.setFont(Font.font(10.5));
        g.setFill(swatches.color("text"));
        g.setTextAlign(TextAlignment.RIGHT);
        for (int row = 0; row < block.lines().size(); row++) {
            g.fillText(
                    block.lines().get(row).node().value(),
                    block.x() - 8,
                    block.y() + (row + 0.5) * block.rowHeight(),
                    block.x() - block.left() - 10);
        }
        // A line of background separates the rows.
        g.setFill(swatches.color("ground"));
        for (int row = 1; row <= block.lines().size(); row++) {
            g.fillRect(block.x(), block.y() + row * block.rowHeight() - 1, block.width(), 1);
        }
    }

    private void drawStrokes(GraphicsContext g, LifeBook book, LifeMapLayout.Block block) {
        g.setStroke(swatches.color("stroke"));
        g.setLineWidth(1);
        double stepWidth = block.width() / LifeLine.STEPS;
        for (int row = 0; row < block.lines().size(); row++) {
            LifeLine line = block.lines().get(row);
            double top = block.y() + row * block.rowHeight();
            int begin = 0;
            for (int i = 1; i <= LifeLine.STEPS; i++) {
                LifePhase phase = line.phase(book.oldest() + begin);
                if (i == LifeLine.STEPS || line.phase(book.oldest() + i) != phase) {
                    double x = block.x() + begin * stepWidth;
                    stroke(g, phase, x, top, (i - begin) * stepWidth, block.rowHeight() - 1);
                    begin = i;
                }
            }
        }
    }

    private static void stroke(
            GraphicsContext g, LifePhase phase, double x, double y, double width, double height) {
        switch (phase) {
            case STARTING -> {
                for (double at = x; at < x + width; at += 4) {
                    g.strokeLine(at, y + height, Math.min(x + width, at + height), y);
                }
            }
            case DRAINING -> {
                for (double at = y + 1.5; at < y + height; at += 3) {
                    g.strokeLine(x, at, x + width, at);
                }
            }
            case PAUSED -> {
                for (double at = x + 1.5; at < x + width; at += 4) {
                    g.strokeLine(at, y, at, y + height);
                }
            }
            case SPARE -> {
                for (double at = x + 4; at < x + width; at += 12) {
                    g.strokeLine(at, y + height / 2, Math.min(x + width, at + 3), y + height / 2);
                }
            }
            case FAILED -> {
                g.strokeLine(x, y, x + width, y + height);
                g.strokeLine(x, y + height, x + width, y);
            }
            case ABSENT, ONLINE, UNKNOWN -> {}
        }
    }

    private void drawAxes(GraphicsContext g, LifeBook book, List<LifeMapLayout.Block> blocks) {
        g.setFont(Font.font(10.5));
        g.setFill(swatches.color("text"));
        double y = canvas.getHeight() - LifeMapLayout.AXIS / 2;
        double drawnTo = -1;
        for (LifeMapLayout.Block block : blocks) {
            if (block.x() <= drawnTo) {
                continue;
            }
            drawnTo = block.x();
            int parts = Math.max(1, (int) (block.width() / 170));
            for (int part = 0; part <= parts; part++) {
                long step = book.oldest() + (long) LifeLine.STEPS * part / parts;
                g.setTextAlign(
                        part == 0
                                ? TextAlignment.LEFT
                                : part == parts ? TextAlignment.RIGHT : TextAlignment.CENTER);
                g.fillText(
                        Figures.clock(book.begin(step)),
                        block.x() + block.width() * part / parts,
                        y);
            }
        }
    }
}
