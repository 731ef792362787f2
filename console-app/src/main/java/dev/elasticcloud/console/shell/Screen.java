package dev.elasticcloud.console.shell;

import java.util.function.Supplier;
import javafx.scene.Parent;
import org.kordamp.ikonli.feather.Feather;

/// An entry of the navigation. Its view is created when it is first shown.
public record Screen(String title, Feather icon, Supplier<Parent> view) {}
