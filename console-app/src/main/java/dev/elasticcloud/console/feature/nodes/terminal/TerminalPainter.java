package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.TextStyle.Option;
import dev.elasticcloud.console.control.Swatches;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Paints the cells of a terminal. The stylesheet sets the sixteen colours that programs name by a
/// number; all others come from the program.
final class TerminalPainter {

    private static final String FAMILY = "monospace";
    private static final double SIZE = 12;
    private static final int NAMED = 16;
    private static final double DIM = 0.6;
    private static final double THIN = 2;
    private static final int SAMPLE = 20;

    private static final Font PLAIN = Font.font(FAMILY, SIZE);
    private static final Font BOLD = Font.font(FAMILY, FontWeight.BOLD, SIZE);
    private static final Font ITALIC = Font.font(FAMILY, FontPosture.ITALIC, SIZE);
    private static final Font BOLD_ITALIC =
            Font.font(FAMILY, FontWeight.BOLD, FontPosture.ITALIC, SIZE);

    private final Canvas canvas = new Canvas();
    private final Swatches swatches;
    private final double cellWidth;
    private final double cellHeight;
    private final double baseline;

    TerminalPainter(Runnable themeChanged) {
        List<String> names = new ArrayList<>(List.of("ground", "ink", "cursor", "selection"));
        for (int i = 0; i < NAMED; i++) {
            names.add("ansi-" + i);
        }
        swatches = new Swatches(names, themeChanged);
        Text sample = new Text("M".repeat(SAMPLE));
        sample.setFont(PLAIN);
        cellWidth = sample.getLayoutBounds().getWidth() / SAMPLE;
        cellHeight = Math.ceil(sample.getLayoutBounds().getHeight());
        baseline = Math.ceil(sample.getBaselineOffset());
        canvas.setMouseTransparent(true);
    }

    Canvas canvas() {
        return canvas;
    }

    Swatches swatches() {
        return swatches;
    }

    double cellWidth() {
        return cellWidth;
    }

    double cellHeight() {
        return cellHeight;
    }

    /// @param selected what is selected; absent when nothing is
    /// @param focused whether what is typed goes here
    void paint(ScreenFrame frame, @Nullable TextRange selected, boolean focused) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTextBaseline(VPos.BASELINE);
        g.setFill(swatches.color("ground"));
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        for (int row = 0; row < frame.rows().size(); row++) {
            for (ScreenFrame.Run run : frame.rows().get(row).runs()) {
                paintGround(g, row, run, frame.columns());
            }
            paintSelection(g, row, frame, selected);
            for (ScreenFrame.Run run : frame.rows().get(row).runs()) {
                paintText(g, row, run, frame.columns());
            }
        }
        ScreenFrame.Cursor cursor = frame.cursor();
        if (cursor != null) {
            paintCursor(g, frame, cursor, focused);
        }
    }

    private void paintGround(GraphicsContext g, int row, ScreenFrame.Run run, int columns) {
        TextStyle style = run.style();
        boolean inverse = style.hasOption(Option.INVERSE);
        if (style.getBackground() != null || inverse) {
            g.setFill(inverse ? foreground(style) : background(style));
            int cells = Math.min(run.text().length(), columns - run.column());
            if (cells > 0) {
                fillCells(g, row, run.column(), cells);
            }
        }
    }

    /// Ends at whole pixels, or lines would show between cells.
    private void fillCells(GraphicsContext g, int row, int column, int cells) {
        double left = Math.floor(column * cellWidth);
        double right = Math.ceil((column + cells) * cellWidth);
        g.fillRect(left, row * cellHeight, right - left, cellHeight);
    }

    private void paintSelection(
            GraphicsContext g, int row, ScreenFrame frame, @Nullable TextRange selected) {
        int line = row - frame.back();
        if (selected != null && selected.contains(line)) {
            int from = selected.from(line);
            g.setFill(swatches.color("selection"));
            fillCells(g, row, from, Math.max(0, selected.to(line, frame.columns()) - from));
        }
    }

    private void paintText(GraphicsContext g, int row, ScreenFrame.Run run, int columns) {
        TextStyle style = run.style();
        if (style.hasOption(Option.HIDDEN) || run.text().isBlank()) {
            return;
        }
        Color color = style.hasOption(Option.INVERSE) ? background(style) : foreground(style);
        g.setFill(style.hasOption(Option.DIM) ? color.deriveColor(0, 1, 1, DIM) : color);
        g.setFont(font(style));
        String text =
                run.text().substring(0, Math.clamp(columns - run.column(), 0, run.text().length()));
        double y = row * cellHeight + baseline;
        if (isAscii(text)) {
            g.fillText(text, run.column() * cellWidth, y);
        } else {
            paintEach(g, text, run.column(), y);
        }
        if (style.hasOption(Option.UNDERLINED)) {
            double left = run.column() * cellWidth;
            g.fillRect(left, row * cellHeight + baseline + 1, text.length() * cellWidth, 1);
        }
    }

    /// Characters of other fonts have other widths; each has its own cell all the same.
    private void paintEach(GraphicsContext g, String text, int column, double y) {
        int i = 0;
        while (i < text.length()) {
            int length = Character.charCount(text.codePointAt(i));
            if (text.charAt(i) != ' ' && text.charAt(i) != ScreenFrame.SECOND_HALF) {
                g.fillText(text.substring(i, i + length), (column + i) * cellWidth, y);
            }
            i += length;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 127);
    }

    private void paintCursor(
            GraphicsContext g, ScreenFrame frame, ScreenFrame.Cursor cursor, boolean focused) {
        double x = Math.floor(cursor.column() * cellWidth);
        double y = cursor.row() * cellHeight;
        g.setFill(swatches.color("cursor"));
        g.setStroke(swatches.color("cursor"));
        if (!focused) {
            g.setLineWidth(1);
            g.strokeRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1);
        } else if (isBar(cursor.shape())) {
            g.fillRect(x, y, THIN, cellHeight);
        } else if (isUnderline(cursor.shape())) {
            g.fillRect(x, y + cellHeight - THIN, cellWidth, THIN);
        } else {
            g.fillRect(x, y, Math.ceil(cellWidth), cellHeight);
            paintUnderCursor(g, frame.rows().get(cursor.row()), cursor);
        }
    }

    private void paintUnderCursor(
            GraphicsContext g, ScreenFrame.Row row, ScreenFrame.Cursor cursor) {
        for (ScreenFrame.Run run : row.runs()) {
            int at = cursor.column() - run.column();
            if (at >= 0 && at < run.text().length()) {
                g.setFill(swatches.color("ground"));
                g.setFont(font(run.style()));
                paintEach(
                        g,
                        run.text().substring(at, at + 1),
                        cursor.column(),
                        cursor.row() * cellHeight + baseline);
            }
        }
    }

    private static boolean isBar(CursorShape shape) {
        return shape == CursorShape.BLINK_VERTICAL_BAR || shape == CursorShape.STEADY_VERTICAL_BAR;
    }

    private static boolean isUnderline(CursorShape shape) {
        return shape == CursorShape.BLINK_UNDERLINE || shape == CursorShape.STEADY_UNDERLINE;
    }

    private static Font font(TextStyle style) {
        boolean italic = style.hasOption(Option.ITALIC);
        return style.hasOption(Option.BOLD)
                ? (italic ? BOLD_ITALIC : BOLD)
                : (italic ? ITALIC : PLAIN);
    }

    private Color foreground(TextStyle style) {
        return color(style.getForeground(), "ink");
    }

    private Color background(TextStyle style) {
        return color(style.getBackground(), "ground");
    }

    private Color color(@Nullable TerminalColor color, String usual) {
        if (color == null) {
            return swatches.color(usual);
        }
        if (color.isIndexed()) {
            return swatches.color("ansi-" + color.getColorIndex());
        }
        com.techsenger.jeditermfx.core.Color rgb = color.toColor();
        return Color.rgb(rgb.getRed(), rgb.getGreen(), rgb.getBlue());
    }
}
