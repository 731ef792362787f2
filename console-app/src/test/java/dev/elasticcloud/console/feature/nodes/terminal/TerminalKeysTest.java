package dev.elasticcloud.console.feature.nodes.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.TerminalSize;
import java.nio.charset.StandardCharsets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalKeysTest {

    private final TerminalScreen screen = new TerminalScreen(TerminalSize.USUAL, answer -> {});

    private static KeyEvent event(String keys, String character) {
        String[] parts = keys.split("-");
        String modifiers =
                String.join("-", parts).substring(0, keys.length() - last(parts).length());
        return new KeyEvent(
                character.isEmpty() ? KeyEvent.KEY_PRESSED : KeyEvent.KEY_TYPED,
                character.isEmpty() ? KeyEvent.CHAR_UNDEFINED : character,
                "",
                character.isEmpty() ? KeyCode.valueOf(last(parts)) : KeyCode.UNDEFINED,
                modifiers.contains("Shift"),
                modifiers.contains("Ctrl"),
                modifiers.contains("Alt"),
                false);
    }

    private static String last(String[] parts) {
        return parts[parts.length - 1];
    }

    private String pressed(String keys) {
        byte[] code = TerminalKeys.pressed(event(keys, ""), screen);
        return new String(code, StandardCharsets.UTF_8).replace("\u001B", "ESC");
    }

    private static String typed(String modifiers, String character) {
        byte[] code = TerminalKeys.typed(event(modifiers + "-X", character));
        return new String(code, StandardCharsets.UTF_8).replace("\u001B", "ESC");
    }

    @ParameterizedTest
    @CsvSource({
        "UP, ESC[A",
        "LEFT, ESC[D",
        "HOME, ESC[H",
        "END, ESC[F",
        "PAGE_UP, ESC[5~",
        "DELETE, ESC[3~",
        "INSERT, ESC[2~",
        "F1, ESCOP",
        "F5, ESC[15~",
        "F12, ESC[24~",
        "Ctrl-RIGHT, ESC[1;5C",
        "Shift-TAB, ESC[Z",
        "ESCAPE, ESC",
        "Ctrl-OPEN_BRACKET, ESC"
    })
    void keysSendWhatTerminalsSend(String keys, String code) {
        assertThat(pressed(keys)).isEqualTo(code);
    }

    @Test
    void controlCharactersAreSentWhenTheirKeyIsPressed() {
        assertThat(pressed("Ctrl-C")).isEqualTo("\u0003");
        assertThat(pressed("Ctrl-K")).isEqualTo("\u000B");
        assertThat(pressed("Ctrl-SPACE")).isEqualTo("\u0000");
        assertThat(pressed("ENTER")).isEqualTo("\r");
        assertThat(pressed("TAB")).isEqualTo("\t");
        assertThat(pressed("BACK_SPACE")).isEqualTo("\u007F");
        assertThat(pressed("Ctrl-Alt-C")).isEqualTo("ESC\u0003");
        assertThat(typed("Ctrl", "\u0003")).isEmpty();
        assertThat(typed("", "\r")).isEmpty();
    }

    @Test
    void charactersAreSentWhenTheyAreTyped() {
        assertThat(pressed("A")).isEmpty();
        assertThat(pressed("SPACE")).isEmpty();
        assertThat(typed("", "ü")).isEqualTo("ü");
        assertThat(typed("Alt", "b")).isEqualTo("ESCb");
        assertThat(typed("Ctrl-Alt", "@")).as("AltGr").isEqualTo("@");
    }

    @Test
    void aProgramChoosesWhatArrowsSend() {
        screen.print("\u001B[?1h".getBytes(StandardCharsets.UTF_8));

        assertThat(pressed("UP")).isEqualTo("ESCOA");
    }
}
