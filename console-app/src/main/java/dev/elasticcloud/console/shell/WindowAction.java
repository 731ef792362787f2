package dev.elasticcloud.console.shell;

import dev.elasticcloud.manager.model.Role;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// An action available everywhere in the window, by its keys or in the palette.
///
/// @param title what it does, such as "Switch the theme"
/// @param keys its shortcut; null when it has none
/// @param needs the role that may do it
public record WindowAction(String title, @Nullable KeyCombination keys, Role needs, Runnable run) {

    /// @param keys such as `Shortcut+K`; empty for none
    public WindowAction(String title, String keys, Role needs, Runnable run) {
        this(title, keys.isEmpty() ? null : KeyCombination.valueOf(keys), needs, run);
    }

    String keysText() {
        return keys == null ? "" : keys.getDisplayText();
    }
}
