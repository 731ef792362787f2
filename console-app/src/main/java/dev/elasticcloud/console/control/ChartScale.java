package dev.elasticcloud.console.control;

/// Where a moment and a value lie in a chart's drawing area.
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

    /// How much time a stretch of this many pixels spans.
    long millis(double pixels) {
        return width <= 0 ? 0 : Math.round((to - from) * pixels / width);
    }

    long timeAt(double x) {
        return width <= 0 ? to : from + Math.round(x / width * (to - from));
    }
}
