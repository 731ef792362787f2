package dev.elasticcloud.console.control.chart;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Numbers;
import java.util.Locale;
import javafx.scene.shape.Path;

/// A chart of the jobs per second as an area, and the queue as a line with its own scale.
public final class TrafficChart extends TimeChart {

    /// The smallest top of the queue's scale, so that a single waiting job looks small.
    private static final double LEAST_QUEUE = 5;

    /// @param rate jobs per second
    /// @param queued jobs waiting
    public record Data(long from, long to, Series rate, Series queued) {
        public static final Data NONE = new Data(0, 0, Series.EMPTY, Series.EMPTY);
    }

    private final Path area = path("area");
    private final Path line = path("line");
    private final Path queue = path("queue");
    private Data data = Data.NONE;
    private ChartScale scale = new ChartScale(0, 0, 0, 0, 0, 1);

    public TrafficChart() {
        super("traffic-chart", 36);
        raiseReadout();
    }

    public void setData(Data changed) {
        if (changed.equals(data)) {
            return;
        }
        data = changed;
        double now = data.rate().last();
        dataChanged(
                Double.isNaN(now)
                        ? text("control.chart.traffic.accessible")
                        : text("control.chart.traffic.accessibleNow", Numbers.decimals(1, now)));
    }

    @Override
    ChartScale scale() {
        return scale;
    }

    @Override
    void draw(double width, double height) {
        scale = scaled(width, height, Math.max(1, data.rate().peak() * 1.05));
        TracePath rate = TracePath.means(data.rate(), scale);
        area.getElements().setAll(rate.area());
        line.getElements().setAll(rate.line());
        double peak = data.queued().peak();
        if (peak > 0) {
            ChartScale queueScale = scaled(width, height, Math.max(LEAST_QUEUE, peak * 1.05));
            queue.getElements()
                    .setAll(TracePath.lines(data.queued().withoutZeros(), queueScale).line());
        } else {
            queue.getElements().clear();
        }
    }

    private ChartScale scaled(double width, double height, double most) {
        return new ChartScale(data.from(), data.to(), width, 2, height - 1.5, most);
    }

    @Override
    String read(long time) {
        double rate = data.rate().at(time);
        if (Double.isNaN(rate)) {
            return "";
        }
        double queued = data.queued().at(time);
        String waiting = Double.isNaN(queued) ? "–" : String.format(Locale.ROOT, "%.0f", queued);
        return text("control.chart.traffic.readout", Numbers.decimals(1, rate), waiting);
    }
}
