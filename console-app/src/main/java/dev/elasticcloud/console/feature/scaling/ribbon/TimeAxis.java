package dev.elasticcloud.console.feature.scaling.ribbon;

import java.time.Instant;

/// Maps times to positions.
///
/// @param left the position of `from`
record TimeAxis(Instant from, Instant to, double left, double width) {

    double x(Instant time) {
        double all = to.toEpochMilli() - from.toEpochMilli();
        double part = time.toEpochMilli() - from.toEpochMilli();
        return all <= 0 ? left : left + part / all * width;
    }

    Instant at(double x) {
        double share = width <= 0 ? 0 : Math.clamp((x - left) / width, 0, 1);
        double all = to.toEpochMilli() - from.toEpochMilli();
        return from.plusMillis(Math.round(all * share));
    }

    double right() {
        return left + width;
    }
}
