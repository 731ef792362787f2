package dev.elasticcloud.console.control;

import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;

/// A text field whose caret does not blink: a blinking one is an animation, which makes the whole
/// window pulse at every frame for as long as the field has the focus. The stylesheet sets it.
public final class CalmTextFieldSkin extends TextFieldSkin {

    public CalmTextFieldSkin(TextField field) {
        super(field);
    }

    @Override
    public void setCaretAnimating(boolean animating) {
        super.setCaretAnimating(false);
    }
}
