package dev.elasticcloud.console.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

import dev.elasticcloud.console.control.Stylesheets;

import javafx.application.Application;
import javafx.scene.Scene;

/// A look of the whole console: the colours of the toolkit's theme, and ours that go with them.
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

    /// The base is set for all windows, so that tooltips and menus have it as well.
    void applyTo(Scene scene) {
        Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
        scene.getStylesheets()
                .setAll(
                        Stylesheets.named(Theme.class, ours),
                        Stylesheets.named(Theme.class, "console.css"));
    }
}
