package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.input.InputEvent;
import java.nio.charset.StandardCharsets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What keys send to the program of a terminal.
final class TerminalKeys {

    private static final byte ESCAPE = 27;
    private static final byte TAB = 9;
    private static final byte DELETE = 127;
    private static final int CONTROL = 0x1F;
    private static final byte[] NOTHING = {};

    private TerminalKeys() {}

    /// What a key sends when it is pressed; nothing when it types a character or means nothing.
    static byte[] pressed(KeyEvent event, TerminalScreen screen) {
        KeyCode key = event.getCode();
        if (key == KeyCode.ESCAPE) {
            return new byte[] {ESCAPE};
        }
        if (key == KeyCode.TAB && !event.isShiftDown()) {
            return new byte[] {TAB};
        }
        if (event.isControlDown()) {
            int control = control(key);
            if (control >= 0) {
                byte[] code = {(byte) control};
                return event.isAltDown() ? escaped(code) : code;
            }
        }
        boolean types = key.isLetterKey() || key.isDigitKey() || key == KeyCode.SPACE;
        byte[] code = types ? null : screen.codeOf(key.getCode(), modifiers(event));
        return code == null ? NOTHING : code;
    }

    /// What a typed character sends. Characters that control have been sent when their key was
    /// pressed.
    static byte[] typed(KeyEvent event) {
        String text = event.getCharacter();
        // Both together are AltGr on some keyboards, which types a character.
        boolean both = event.isControlDown() && event.isAltDown();
        if (text.isEmpty()
                || text.charAt(0) < ' '
                || text.charAt(0) == DELETE
                || (event.isControlDown() && !both)) {
            return NOTHING;
        }
        byte[] code = text.getBytes(StandardCharsets.UTF_8);
        return event.isAltDown() && !both ? escaped(code) : code;
    }

    private static byte[] escaped(byte[] code) {
        byte[] all = new byte[code.length + 1];
        all[0] = ESCAPE;
        System.arraycopy(code, 0, all, 1, code.length);
        return all;
    }

    /// The character that a key types together with Ctrl; negative when it types none.
    private static int control(KeyCode key) {
        if (key.isLetterKey()) {
            return key.getCode() & CONTROL;
        }
        return switch (key) {
            case SPACE, DIGIT2, AT -> 0;
            case OPEN_BRACKET, DIGIT3 -> ESCAPE;
            case BACK_SLASH, DIGIT4 -> 28;
            case CLOSE_BRACKET, DIGIT5 -> 29;
            case CIRCUMFLEX, DIGIT6 -> 30;
            case SLASH, UNDERSCORE, MINUS, DIGIT7 -> 31;
            case DIGIT8 -> DELETE;
            default -> -1;
        };
    }

    private static int modifiers(KeyEvent event) {
        return (event.isShiftDown() ? InputEvent.SHIFT_MASK : 0)
                | (event.isControlDown() ? InputEvent.CTRL_MASK : 0)
                | (event.isAltDown() ? InputEvent.ALT_MASK : 0);
    }
}
