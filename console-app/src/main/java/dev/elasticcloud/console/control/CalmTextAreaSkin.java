package dev.elasticcloud.console.control;

import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;

/// A text area whose caret does not blink; see [CalmTextFieldSkin].
public final class CalmTextAreaSkin extends TextAreaSkin {

    public CalmTextAreaSkin(TextArea area) {
        super(area);
    }

    @Override
    public void setCaretAnimating(boolean animating) {
        super.setCaretAnimating(false);
    }
}
