package dev.elasticcloud.console.control;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/// A status in a word or two, on a background whose colour shows how good it is.
public final class StatusPill extends Label {

    /// How good the status is.
    public enum Tone {
        SUCCESS,
        ACCENT,
        WARNING,
        DANGER,
        MUTED;

        private final PseudoClass pseudoClass =
                PseudoClass.getPseudoClass(name().toLowerCase(Locale.ROOT));
    }

    public StatusPill() {
        getStyleClass().add("status-pill");
        getStylesheets().add(Stylesheets.of(StatusPill.class));
        setMinWidth(USE_PREF_SIZE);
    }

    public void show(String word, Tone tone) {
        setText(word);
        for (Tone each : Tone.values()) {
            pseudoClassStateChanged(each.pseudoClass, each == tone);
        }
    }
}
