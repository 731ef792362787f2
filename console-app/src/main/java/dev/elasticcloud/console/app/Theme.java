package dev.elasticcloud.console.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.elasticcloud.console.control.Stylesheets;
import javafx.application.Application;
import javafx.scene.Scene;

/// A theme of the console: the toolkit's colours and the matching stylesheet of ours.
public enum Theme {
    DARK(new PrimerDark(), "dark.css"),
    LIGHT(new PrimerLight(), "light.css");

    private final atlantafx.base.theme.Theme base;
    private final String ours;

    Theme(atlantafx.base.theme.Theme base, String ours) {
        this.base = base;
        this.ours = ours;
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /// Sets the toolkit's theme for all windows, so that tooltips and menus use it, too.
    public void applyTo(Scene scene) {
        Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
        scene.getStylesheets()
                .setAll(
                        Stylesheets.named(Theme.class, ours),
                        Stylesheets.named(Theme.class, "console.css"));
    }
}
