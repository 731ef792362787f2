package dev.elasticcloud.console.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    private static final String ESCAPE = "\u001b";
    private static final String RED = ESCAPE + "[31m";
    private static final String PLAIN = ESCAPE + "[0m";

    private static String written(String... pieces) throws IOException {
        StringWriter terminal = new StringWriter();
        try (TerminalWriter writer = new TerminalWriter(terminal)) {
            for (String piece : pieces) {
                writer.write(piece);
            }
        }
        return terminal.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J", // clears the screen
                "\u001b]0;title\u0007", // sets the window's title
                "\u001b[1A", // goes a line up
                "\u001b[8;10;10t", // resizes the window
                "\u001bc", // resets the terminal
                "\u009b2J", // the same in one character
                "a\rb", // writes over what is there
                "a\bb",
                "\u202egnp.exe", // turns the text around
                "\u001bP1$r0m\u001b\\" // asks the terminal to answer as if typed
            })
    void nothingCommandsTheTerminal(String text) throws IOException {
        for (String shown :
                List.of(
                        TerminalText.escaped(text),
                        TerminalText.cell(text),
                        TerminalText.logLine(text),
                        written(text))) {
            assertThat(shown).matches("[\\x20-\\x7e]*");
        }
    }

    @Test
    void logsMayBeColouredAndWhatFollowsIsNot() throws IOException {
        assertThat(TerminalText.logLine(RED + "error" + PLAIN))
                .isEqualTo(RED + "error" + PLAIN + PLAIN);
        assertThat(TerminalText.logLine(RED + "error")).endsWith(PLAIN);
        assertThat(TerminalText.logLine("plain")).isEqualTo("plain");
        assertThat(TerminalText.cell(RED + "x")).isEqualTo("\\u001b[31mx");
        assertThat(written(RED + "x")).isEqualTo(RED + "x");
    }

    @Test
    void lettersOfAllScriptsStay() throws IOException {
        String text = "Grüße, Ελλάδα, שלום, مرحبا, 日本, 👩‍👩‍👧\tend\n";

        assertThat(TerminalText.escaped(text)).isEqualTo(text);
        assertThat(written(text)).isEqualTo(text);
        assertThat(TerminalText.cell("a\nb")).isEqualTo("a\\nb");
    }

    @Test
    void itMakesNoDifferenceWhereTheWriterIsGivenItsPieces() throws IOException {
        Random random = new Random(3);
        String letters = "ab\u001b[0;1m\n\r31mJ";
        for (int run = 0; run < 500; run++) {
            StringBuilder text = new StringBuilder();
            random.ints(20, 0, letters.length()).forEach(i -> text.append(letters.charAt(i)));
            String all = text.toString();
            int cut = random.nextInt(all.length());

            assertThat(written(all.substring(0, cut), all.substring(cut))).isEqualTo(written(all));
            assertThat(written(all).replaceAll("\u001b\\[[0-9;:]*m", ""))
                    .matches("[\\x20-\\x7e\\n]*");
        }
    }
}
