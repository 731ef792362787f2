package dev.elasticcloud.console.feature.scaling.ribbon;

import dev.elasticcloud.console.control.Swatches;
import dev.elasticcloud.manager.model.record.Hold;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;

/// The colours of the ribbon from the stylesheet, and the patterns in which causes differ without
/// hue.
final class RibbonPaints {

    private static final List<String> NAMES =
            List.of(
                    "pod",
                    "ground",
                    "text",
                    "strong",
                    "grid",
                    "demand",
                    "waiting",
                    "spare",
                    "max",
                    "up",
                    "down",
                    "cooldown",
                    "rate",
                    "host",
                    "share",
                    "other",
                    "track");

    private final Swatches swatches;

    /// @param changed runs when the theme has changed a colour
    RibbonPaints(Runnable changed) {
        swatches = new Swatches(NAMES, changed);
    }

    Swatches swatches() {
        return swatches;
    }

    Color color(String name) {
        return swatches.color(name);
    }

    Color veiled(String name, double opacity) {
        return color(name).deriveColor(0, 1, 1, opacity);
    }

    Paint of(Hold.Cause cause) {
        return switch (cause) {
            case COOLDOWN -> color("cooldown");
            case RATE -> stripes(color("rate"), 4, 0, 0.5);
            case MIN, MAX -> stripes(color("max"), 0, 5, 0.7);
            case HOST_FULL, SATURATED -> stripes(color("host"), 5, 5, 0.5);
            case FAIR_SHARE -> stripes(color("share"), 5, -5, 0.5);
            case TOO_LATE, NO_HELP, BLIND, FLOOR -> stripes(color("other"), 3, 0, 0.4);
            case TOLERANCE -> color("other");
        };
    }

    /// Stripes across the direction of one period.
    private Paint stripes(Color of, double x, double y, double share) {
        Color gap = veiledOn(of);
        return new LinearGradient(
                0,
                0,
                x,
                y,
                false,
                CycleMethod.REPEAT,
                new Stop(0, of),
                new Stop(share, of),
                new Stop(share, gap),
                new Stop(1, gap));
    }

    private Color veiledOn(Color of) {
        return color("ground").interpolate(of, 0.3);
    }

    /// The hatch of the nodes that the host has no room for.
    Paint full() {
        Color line = veiled("host", 0.45);
        Color gap = veiled("host", 0.07);
        return new LinearGradient(
                0,
                0,
                7,
                7,
                false,
                CycleMethod.REPEAT,
                new Stop(0, line),
                new Stop(0.16, line),
                new Stop(0.16, gap),
                new Stop(1, gap));
    }
}
