package dev.elasticcloud.console.control.chart;

/// Maps times and values to positions in a chart's drawing area.
///
/// @param top the y of `most`
/// @param bottom the y of zero
record ChartScale(long from, long to, double width, double top, double bottom, double most) {

    double x(long time) {
        return to <= from ? 0 : (double) (time - from) / (to - from) * width;
    }

    double y(double value) {
        double share = most <= 0 ? 0 : Math.clamp(value / most, 0, 1);
        return bottom - share * (bottom - top);
    }

    /// The time that a number of pixels covers.
    long millis(double pixels) {
        return width <= 0 ? 0 : Math.round((to - from) * pixels / width);
    }

    long timeAt(double x) {
        return width <= 0 ? to : from + Math.round(x / width * (to - from));
    }
}
