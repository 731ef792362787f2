package dev.elasticcloud.console.app;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// A window's saved place, restored on a screen that exists.
///
/// @param bounds the window's frame; null to let the system place a window of this content size
/// @param width of the content
/// @param height of the content
record WindowPlace(@Nullable Rectangle2D bounds, double width, double height, boolean maximized) {

    private static final Pattern SAVED =
            Pattern.compile("(-?\\d+) (-?\\d+) (\\d+) (\\d+)( maximized)?");

    /// How much of a window's title bar must be on a screen, so that it can be moved.
    private static final double LEAST_WIDTH = 120;

    private static final double LEAST_HEIGHT = 40;

    /// The saved place, or the default size if it is unreadable or on none of the current screens.
    ///
    /// @param screens the usable part of each screen, the primary first
    static WindowPlace restore(
            String saved, List<Rectangle2D> screens, double width, double height) {
        Rectangle2D primary =
                screens.isEmpty() ? new Rectangle2D(0, 0, width, height) : screens.getFirst();
        double usualWidth = Math.min(width, primary.getWidth());
        double usualHeight = Math.min(height, primary.getHeight());
        Matcher matcher = SAVED.matcher(saved);
        if (!matcher.matches()) {
            return new WindowPlace(null, usualWidth, usualHeight, false);
        }
        boolean maximized = matcher.group(5) != null;
        Rectangle2D wanted =
                new Rectangle2D(
                        number(matcher.group(1)),
                        number(matcher.group(2)),
                        number(matcher.group(3)),
                        number(matcher.group(4)));
        for (Rectangle2D screen : screens) {
            if (isReachable(wanted, screen)) {
                double w = Math.min(wanted.getWidth(), screen.getWidth());
                double h = Math.min(wanted.getHeight(), screen.getHeight());
                return new WindowPlace(
                        new Rectangle2D(wanted.getMinX(), wanted.getMinY(), w, h), w, h, maximized);
            }
        }
        return new WindowPlace(null, usualWidth, usualHeight, maximized);
    }

    /// Numbers of at most 9 digits; longer ones are on no screen.
    private static double number(String digits) {
        return digits.length() > 9 ? 1e9 : Integer.parseInt(digits);
    }

    private static boolean isReachable(Rectangle2D window, Rectangle2D screen) {
        double across =
                Math.min(window.getMaxX(), screen.getMaxX())
                        - Math.max(window.getMinX(), screen.getMinX());
        double down = screen.getMaxY() - window.getMinY();
        return across >= LEAST_WIDTH
                && down >= LEAST_HEIGHT
                && window.getMinY() >= screen.getMinY()
                && window.getWidth() >= LEAST_WIDTH
                && window.getHeight() >= LEAST_HEIGHT;
    }

    void applyTo(Stage stage) {
        if (bounds != null) {
            stage.setX(bounds.getMinX());
            stage.setY(bounds.getMinY());
            stage.setWidth(bounds.getWidth());
            stage.setHeight(bounds.getHeight());
        }
        stage.setMaximized(maximized);
    }

    /// Reports the window's place, as `restore` reads it, whenever it has changed. A maximized
    /// window keeps the bounds it goes back to.
    static void follow(Stage stage, Consumer<String> changed) {
        String[] normal = {bounds(stage)};
        Runnable moved =
                () -> {
                    if (stage.isIconified() || !stage.isShowing()) {
                        return;
                    }
                    if (!stage.isMaximized()) {
                        normal[0] = bounds(stage);
                    }
                    changed.accept(normal[0] + (stage.isMaximized() ? " maximized" : ""));
                };
        stage.xProperty().addListener((o, before, now) -> moved.run());
        stage.yProperty().addListener((o, before, now) -> moved.run());
        stage.widthProperty().addListener((o, before, now) -> moved.run());
        stage.heightProperty().addListener((o, before, now) -> moved.run());
        stage.maximizedProperty().addListener((o, before, now) -> moved.run());
    }

    private static String bounds(Stage stage) {
        return String.format(
                Locale.ROOT,
                "%.0f %.0f %.0f %.0f",
                stage.getX(),
                stage.getY(),
                stage.getWidth(),
                stage.getHeight());
    }
}
