package dev.elasticcloud.console.control.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;

/// Turns a series into path elements, with at most a low and a high point per pixel column.
final class TracePath {

    /// Samples further apart than this and than a few pixels are not joined, because the values
    /// between are unknown.
    private static final long GAP_MILLIS = 30_000;

    private static final double GAP_PIXELS = 3;

    /// Samples further apart than this many usual steps of their series are not joined either: the
    /// node was paused or a spare meanwhile.
    private static final int GAP_STEPS = 10;

    private final ChartScale scale;
    private final boolean steps;
    private final long gap;
    private final List<PathElement> line = new ArrayList<>();
    private final List<PathElement> area = new ArrayList<>();
    private double[] run = new double[256];
    private int length;

    private int column = Integer.MIN_VALUE;
    private double low;
    private double high;
    private double x;
    private double y;
    private boolean rising;

    private TracePath(ChartScale scale, boolean steps, long gap) {
        this.scale = scale;
        this.steps = steps;
        this.gap = gap;
    }

    /// Joins the values with straight lines.
    static TracePath lines(Series series, ChartScale scale) {
        return new TracePath(scale, false, gap(series, scale)).through(series);
    }

    /// Joins the means of a few pixels each: a smooth line without single peaks.
    static TracePath means(Series series, ChartScale scale) {
        long stretch = scale.millis(3);
        return new TracePath(scale, false, gap(series, scale) + 2 * stretch)
                .through(series.smoothed(stretch));
    }

    /// Draws each value level until the next, as for counts.
    static TracePath steps(Series series, ChartScale scale) {
        return new TracePath(scale, true, gap(series, scale)).through(series);
    }

    private static long gap(Series series, ChartScale scale) {
        long steps = GAP_STEPS * series.usualStep();
        long most = steps == 0 ? GAP_MILLIS : Math.min(GAP_MILLIS, steps);
        return Math.max(most, scale.millis(GAP_PIXELS));
    }

    List<PathElement> line() {
        return line;
    }

    List<PathElement> area() {
        return area;
    }

    private TracePath through(Series series) {
        long before = Long.MIN_VALUE;
        for (int i = 0; i < series.size(); i++) {
            long time = series.time(i);
            double value = series.value(i);
            if (time > scale.to() || nextIsOutside(series, i)) {
                continue;
            }
            boolean far = before != Long.MIN_VALUE && time - before > gap;
            if (Double.isNaN(value) || far) {
                endRun();
            }
            if (!Double.isNaN(value)) {
                add(Math.max(0, scale.x(time)), scale.y(value));
            }
            before = time;
        }
        endRun();
        return this;
    }

    /// Whether the next sample is before the window, too.
    private boolean nextIsOutside(Series series, int index) {
        int next = index + 1;
        return series.time(index) < scale.from()
                && (next >= series.size() || series.time(next) <= scale.from());
    }

    private void add(double atX, double atY) {
        int atColumn = (int) atX;
        if (atColumn != column) {
            endColumn();
            column = atColumn;
            low = atY;
            high = atY;
        }
        if (atY > high) {
            high = atY;
            rising = false;
        } else if (atY < low) {
            low = atY;
            rising = true;
        }
        x = atX;
        y = atY;
    }

    private void endColumn() {
        if (column == Integer.MIN_VALUE) {
            return;
        }
        if (high - low > 1) {
            point(x, rising ? high : low);
            point(x, rising ? low : high);
        }
        point(x, y);
        column = Integer.MIN_VALUE;
    }

    private void point(double atX, double atY) {
        if (steps && length > 0 && run[length - 1] != atY) {
            put(atX, run[length - 1]);
        }
        if (!steps || length < 4 || run[length - 1] != atY || run[length - 3] != atY) {
            put(atX, atY);
        } else {
            run[length - 2] = atX;
        }
    }

    private void put(double atX, double atY) {
        if (length + 2 > run.length) {
            run = Arrays.copyOf(run, run.length * 2);
        }
        run[length++] = atX;
        run[length++] = atY;
    }

    private void endRun() {
        endColumn();
        if (length >= 2) {
            line.add(new MoveTo(run[0], run[1]));
            area.add(new MoveTo(run[0], scale.bottom()));
            area.add(new LineTo(run[0], run[1]));
            for (int i = 2; i < length; i += 2) {
                line.add(new LineTo(run[i], run[i + 1]));
                area.add(new LineTo(run[i], run[i + 1]));
            }
            if (length == 2) {
                line.add(new LineTo(run[0] + 1, run[1]));
            }
            area.add(new LineTo(run[length - 2], scale.bottom()));
            area.add(new ClosePath());
        }
        length = 0;
    }
}
