package dev.elasticcloud.console.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The user's settings of the window's appearance. The window follows these properties.
public final class Appearance {

    public static final int LEAST_SCALE = 80;
    public static final int MOST_SCALE = 200;

    /// Dark, light, or the system's setting.
    public enum Mode {
        DARK,
        LIGHT,
        SYSTEM
    }

    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.DARK);
    private final IntegerProperty scale = new SimpleIntegerProperty(this, "scale", 100);
    private final BooleanProperty reducedMotion =
            new SimpleBooleanProperty(this, "reducedMotion", false);

    public ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    /// The size of everything in percent, from 80 to 200.
    public IntegerProperty scaleProperty() {
        return scale;
    }

    /// Whether controls change without animation.
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /// The appearance as one line, for storage.
    public String written() {
        return "%s %d %s".formatted(mode.get(), scale.get(), reducedMotion.get());
    }

    /// Applies a stored line; unreadable parts are left unchanged.
    public void read(String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 3 || !parts[1].matches("\\d{2,3}")) {
            return;
        }
        for (Mode known : Mode.values()) {
            if (known.name().equals(parts[0])) {
                mode.set(known);
            }
        }
        scale.set(Math.clamp(Integer.parseInt(parts[1]), LEAST_SCALE, MOST_SCALE));
        reducedMotion.set(parts[2].equals("true"));
    }
}
