package dev.elasticcloud.console.feature.nodes.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.feature.nodes.log.ColouredText.Colour;
import dev.elasticcloud.console.feature.nodes.log.ColouredText.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColouredTextTest {

    private static final String ESC = "\u001B";

    @Test
    void coloursAndBoldAreKeptUntilTheyEnd() {
        ColouredText text =
                ColouredText.of("a " + ESC + "[1;31mred" + ESC + "[22m thin" + ESC + "[0m plain");

        assertThat(text.spans())
                .containsExactly(
                        new Span("a ", Colour.DEFAULT, false),
                        new Span("red", Colour.RED, true),
                        new Span(" thin", Colour.RED, false),
                        new Span(" plain", Colour.DEFAULT, false));
        assertThat(text.plain()).isEqualTo("a red thin plain");
        assertThat(ColouredText.isPlain("a red thin plain")).isTrue();
    }

    @Test
    void brightColoursAreTheSameAndAnEmptyNumberEndsThem() {
        assertThat(ColouredText.of(ESC + "[96mc" + ESC + "[mp").spans())
                .containsExactly(
                        new Span("c", Colour.CYAN, false), new Span("p", Colour.DEFAULT, false));
    }

    @Test
    void aColourOutOfManyIsTheUsualOneAndItsNumbersAreNoOtherCodes() {
        assertThat(ColouredText.of(ESC + "[31m" + ESC + "[38;5;1;1mx").spans())
                .containsExactly(new Span("x", Colour.DEFAULT, true));
        assertThat(ColouredText.of(ESC + "[48;2;1;31;4;32mx").spans())
                .containsExactly(new Span("x", Colour.GREEN, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[2Jtext",
                "\u001B[10;20Htext",
                "\u001B]0;a title\u0007text",
                "\u001B]8;;http://x\u001B\\text",
                "te\u0008xt\r",
                "\u001B[?25ltext",
                "\u001B[999999999999mtext",
                "\u001B[38mtext",
                "\u001Btext",
                "\u001B(Btext",
                "\u001B[>4;2mtext",
                "\u009B31;0mtext",
                "\u009D0;a title\u009Ctext",
                "te\u202Ext",
                "te\u0085xt"
            })
    void whatSteersATerminalIsTakenOut(String raw) {
        ColouredText text = ColouredText.of(raw);

        assertThat(text.spans()).containsExactly(new Span("text", Colour.DEFAULT, false));
        assertThat(ColouredText.isPlain(raw)).isFalse();
    }

    @Test
    void aCodeWithItsPartsAfterColonsIsComplete() {
        assertThat(ColouredText.of("\u001B[31m\u001B[38:2::255:0:31mx").spans())
                .containsExactly(new Span("x", Colour.DEFAULT, false));
        assertThat(ColouredText.of("\u001B[4:1;32mx").spans())
                .containsExactly(new Span("x", Colour.GREEN, false));
        assertThat(ColouredText.of("\u001B[58;5;1mx").spans())
                .containsExactly(new Span("x", Colour.DEFAULT, false));
    }

    @Test
    void aTabStays() {
        assertThat(ColouredText.of("a\tb").plain()).isEqualTo("a\tb");
    }
}
