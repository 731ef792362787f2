package dev.elasticcloud.console.control;

import javafx.scene.Parent;

/// What the window offers to its screens.
public interface WindowFrame {

    /// Shows a sentence that needs no answer and disappears by itself.
    void notify(String message);

    /// Shows a dialog above the screen; replaces the previous one.
    void showDialog(Parent body, String title);

    void closeDialog();

    /// Goes to another screen.
    ///
    /// @param screen the screen's title
    /// @param selection what to select there, such as a node's name; empty to select nothing
    void go(String screen, String selection);
}
