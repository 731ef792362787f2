package dev.elasticcloud.console.demo;

import java.time.Duration;

/// A load that rises smoothly from zero to a peak and falls again.
///
/// @param peakAt time from the start to the peak
/// @param half how long the rise takes, and also the fall
/// @param peakRate jobs per second at the peak
record LoadWave(Duration peakAt, Duration half, double peakRate) {

    /// Jobs per second at a time after the start: a raised cosine.
    double rateAt(Duration time) {
        double distance = (time.toNanos() - peakAt.toNanos()) / (double) half.toNanos();
        if (Math.abs(distance) >= 1) {
            return 0;
        }
        return peakRate * (1 + Math.cos(Math.PI * distance)) / 2;
    }
}
