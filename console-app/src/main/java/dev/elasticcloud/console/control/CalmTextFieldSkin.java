package dev.elasticcloud.console.control;

import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;

/// A text field whose caret does not blink: a blinking caret is an animation, which makes the
/// toolkit redraw the window at every frame while the field has the focus. Set by the stylesheet.
public final class CalmTextFieldSkin extends TextFieldSkin {

    public CalmTextFieldSkin(TextField field) {
        super(field);
    }

    @Override
    public void setCaretAnimating(boolean animating) {
        super.setCaretAnimating(false);
    }
}
