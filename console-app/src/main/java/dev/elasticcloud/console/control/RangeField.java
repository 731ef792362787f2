package dev.elasticcloud.console.control;

import java.util.function.BiFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.controlsfx.control.RangeSlider;
import org.jspecify.annotations.Nullable;

/// Two values on one slider. Reports a change when a thumb is released or moved with a key.
public final class RangeField extends HBox {

    /// Receives the two values after the user changed them.
    @FunctionalInterface
    public interface Listener {
        void changed(double low, double high);
    }

    private final RangeSlider slider;
    private final Label values = new Label();
    private final double step;
    private final double gap;
    private final BiFunction<Double, Double, String> words;
    private @Nullable Listener listener;
    private boolean ours;
    private double committedLow;
    private double committedHigh;

    /// @param step the step that values are rounded to
    /// @param gap the smallest difference between the two
    public RangeField(
            String title,
            double least,
            double most,
            double step,
            double gap,
            BiFunction<Double, Double, String> words) {
        this.step = step;
        this.gap = gap;
        this.words = words;
        this.slider = new RangeSlider(least, most, least, most);
        this.committedLow = least;
        this.committedHigh = most;
        getStyleClass().add("range-field");
        getStylesheets().add(Stylesheets.of(RangeField.class));
        setAlignment(Pos.CENTER_LEFT);
        Label label = new Label(title);
        label.getStyleClass().add("title");
        label.setLabelFor(slider);
        label.setMinWidth(USE_PREF_SIZE);
        values.getStyleClass().add("values");
        values.setMinWidth(USE_PREF_SIZE);
        slider.setBlockIncrement(step);
        slider.setMinWidth(60);
        slider.setAccessibleText(title);
        HBox.setHgrow(slider, Priority.ALWAYS);
        getChildren().addAll(label, slider, values);
        slider.lowValueProperty().addListener((o, before, now) -> moved());
        slider.highValueProperty().addListener((o, before, now) -> moved());
        slider.lowValueChangingProperty().addListener((o, before, now) -> moved());
        slider.highValueChangingProperty().addListener((o, before, now) -> moved());
        showWords();
    }

    public void setOnChange(Listener changed) {
        listener = changed;
    }

    /// The slider itself, for tests and for focus.
    public RangeSlider slider() {
        return slider;
    }

    /// Shows values that did not come from the user. Ignores them while a thumb is dragged.
    public void show(double low, double high, double most) {
        if (changing()) {
            return;
        }
        ours = true;
        slider.setMax(most);
        if (low > slider.getHighValue()) {
            slider.setHighValue(high);
            slider.setLowValue(low);
        } else {
            slider.setLowValue(low);
            slider.setHighValue(high);
        }
        ours = false;
        committedLow = low;
        committedHigh = high;
        showWords();
    }

    private boolean changing() {
        return slider.isLowValueChanging() || slider.isHighValueChanging();
    }

    private void moved() {
        if (ours) {
            return;
        }
        showWords();
        if (!changing()) {
            commit();
        }
    }

    private void commit() {
        double low = round(slider.getLowValue());
        double high = round(slider.getHighValue());
        if (high - low < gap) {
            if (low != committedLow) {
                low = Math.max(slider.getMin(), high - gap);
                high = Math.max(high, low + gap);
            } else {
                high = Math.min(slider.getMax(), low + gap);
                low = Math.min(low, high - gap);
            }
        }
        if (low == committedLow && high == committedHigh) {
            show(low, high, slider.getMax());
            return;
        }
        show(low, high, slider.getMax());
        if (listener != null) {
            listener.changed(low, high);
        }
    }

    private void showWords() {
        values.setText(words.apply(round(slider.getLowValue()), round(slider.getHighValue())));
    }

    private double round(double value) {
        return Math.round(value / step) * step;
    }
}
