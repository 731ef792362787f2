package dev.elasticcloud.console.shell;

import dev.elasticcloud.manager.model.Role;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;

/// An entry of the navigation. Its view is created when it is first shown.
///
/// @param title its name in the navigation, and what [dev.elasticcloud.console.control.WindowFrame]
///     knows it by
/// @param shortcut the keys that show it, such as `Shortcut+1`
/// @param needs the role that may use it; for others its entry is disabled and says why
/// @param view makes its view; a view that is a [dev.elasticcloud.console.control.Selectable] can be
///     opened on something
public record Screen(
        String title, Ikon icon, KeyCombination shortcut, Role needs, Supplier<Parent> view) {

    public Screen(String title, Ikon icon, String shortcut, Role needs, Supplier<Parent> view) {
        this(title, icon, KeyCombination.valueOf(shortcut), needs, view);
    }
}
