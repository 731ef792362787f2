package dev.elasticcloud.console.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How the whole window looks, as the user wants it. The window follows these properties.
public final class Appearance {

    public static final int LEAST_SCALE = 80;
    public static final int MOST_SCALE = 200;

    /// Dark, light, or whichever of the two the system says.
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

    /// Whether controls change at once instead of gliding.
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /// The appearance as one line, to be kept.
    public String written() {
        return "%s %d %s".formatted(mode.get(), scale.get(), reducedMotion.get());
    }

    /// Takes a line that was kept; what cannot be read in it stays as it is.
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
