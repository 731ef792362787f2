package dev.elasticcloud.console.feature.nodes.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.TextStyle.Option;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import dev.elasticcloud.console.feature.nodes.terminal.ScreenFrame.Run;
import dev.elasticcloud.manager.model.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is printed becomes cells, and nothing else.
class TerminalScreenTest {

    private static final String RESET = "\u001Bc";

    private final StringBuilder answered = new StringBuilder();
    private final TerminalScreen screen = screen();

    private TerminalScreen screen() {
        return new TerminalScreen(
                new TerminalSize(40, 10),
                bytes -> answered.append(new String(bytes, StandardCharsets.UTF_8)));
    }

    private void print(String text) {
        screen.print(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Run> row(int number) {
        return screen.frame(0).rows().get(number).runs();
    }

    private TextStyle style(String text) {
        return row(0).stream()
                .filter(run -> run.text().equals(text))
                .findFirst()
                .orElseThrow()
                .style();
    }

    private String[] lines() {
        return screen.text().split("\n", -1);
    }

    @Test
    void linesThatScrollAwayAreCountedAlsoWhenTheOldestAreDropped() {
        print("line\r\n".repeat(9 + 100));
        assertThat(screen.frame(0).scrolled()).isEqualTo(100);
        assertThat(screen.frame(0).history()).isEqualTo(100);

        print("line\r\n".repeat(3 * TerminalScreen.HISTORY));
        assertThat(screen.frame(0).scrolled()).isEqualTo(100 + 3 * TerminalScreen.HISTORY);
        assertThat(screen.frame(0).history()).isEqualTo(TerminalScreen.HISTORY);
    }

    @Test
    void coloursAndStylesStayWithTheirCells() {
        print("\u001B[31mred\u001B[0m\u001B[1;4;7mloud\u001B[0m\u001B[48;5;196mx\u001B[0m");
        print("\u001B[38;2;1;2;3my\u001B[0m");

        assertThat(style("red").getForeground()).isEqualTo(TerminalColor.index(1));
        assertThat(Arrays.stream(Option.values()).filter(style("loud")::hasOption))
                .containsExactlyInAnyOrder(Option.BOLD, Option.UNDERLINED, Option.INVERSE);
        assertThat(Objects.requireNonNull(style("x").getBackground()).toColor().getRed())
                .isEqualTo(255);
        assertThat(style("y").getForeground()).isEqualTo(TerminalColor.rgb(1, 2, 3));
        assertThat(row(0).getFirst().column()).isZero();
        assertThat(row(0).get(1).column()).isEqualTo(3);
    }

    @Test
    void whatIsPrintedInPiecesIsTheSameWhereverTheyEnd() {
        String whole =
                "a\u001B[1;32mgrün\u001B[0m\r\n\u001B]0;a title\u0007\u001B(B世界\u001B[3;5Hx\u001B[?25l";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        screen.print(bytes);

        for (int cut = 1; cut < bytes.length; cut++) {
            TerminalScreen other = screen();
            other.print(Arrays.copyOf(bytes, cut));
            other.print(Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(other.text()).as("cut at " + cut).isEqualTo(screen.text());
            assertThat(other.frame(0).cursor()).isNull();
        }
        assertThat(lines()[0]).isEqualTo("agrün");
        assertThat(lines()[1]).isEqualTo("世界");
        assertThat(lines()[2]).isEqualTo("    x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B]0;a title\u0007",
                "\u001B]2;a title\u001B\\",
                "\u001B]52;c;c2VjcmV0\u0007",
                "\u001B]52;c;?\u0007",
                "\u001B]1341;open;/etc/passwd\u0007",
                "\u001B]8;;http://elsewhere\u0007",
                "\u001B]10;?\u0007",
                "\u001BP+q544e\u001B\\",
                "\u001B[21t",
                "\u001B[22;0t\u001B[23;0t",
                "\u0007"
            })
    void whatIsMeantForAWindowIsDropped(String sequence) {
        print("a" + sequence + "b");

        assertThat(lines()[0]).isEqualTo("ab");
        assertThat(answered).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodReachesNoLog() throws Exception {
        LoggerContext shipped = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(shipped);
        configurator.doConfigure(
                Objects.requireNonNull(TerminalScreenTest.class.getResource("/logback.xml")));

        assertThat(shipped.getLogger(JediEmulator.class).isErrorEnabled()).isFalse();
    }

    @Test
    void aProgramIsToldWhereTheCursorIs() {
        print("ab\r\nc\u001B[6n");

        assertThat(answered).hasToString("\u001B[2;2R");
        ScreenFrame.Cursor cursor = Objects.requireNonNull(screen.frame(0).cursor());
        assertThat(cursor.column()).isEqualTo(1);
        assertThat(cursor.row()).isEqualTo(1);
    }

    @Test
    void onlyTheWindowResizesIt() {
        print("\u001B[8;500;500t");
        assertThat(screen.frame(0).columns()).isEqualTo(40);

        screen.resize(new TerminalSize(60, 20));
        assertThat(screen.frame(0).columns()).isEqualTo(60);
        assertThat(screen.frame(0).rows()).hasSize(20);
    }

    @Test
    void linesThatScrolledAwayCanBeSeenAndNoMoreThanTheMostAreKept() {
        for (int i = 0; i < TerminalScreen.HISTORY + 500; i++) {
            print("line " + i + "\r\n");
        }

        ScreenFrame last = screen.frame(0);
        assertThat(last.history()).isEqualTo(TerminalScreen.HISTORY);
        assertThat(last.rows().get(8).runs().getFirst().text())
                .isEqualTo("line " + (TerminalScreen.HISTORY + 499));
        ScreenFrame first = screen.frame(Integer.MAX_VALUE);
        assertThat(first.back()).isEqualTo(TerminalScreen.HISTORY);
        assertThat(first.rows().getFirst().runs().getFirst().text()).isEqualTo("line 491");
        assertThat(first.cursor()).isNull();
    }

    @Test
    void aProgramThatUsedTheWholeScreenLeavesWhatWasThereBefore() {
        print("before\r\n\u001B[?1049h\u001B[Hediting");
        assertThat(screen.frame(0).alternate()).isTrue();
        assertThat(lines()[0]).isEqualTo("editing");

        print("\u001B[?1049l");
        assertThat(screen.frame(0).alternate()).isFalse();
        assertThat(lines()[0]).isEqualTo("before");
    }

    @Test
    void aLongLineIsCopiedAsOne() {
        print("x".repeat(50) + "\r\nnext");

        assertThat(screen.text(new TextRange(0, 0, 2, 40))).isEqualTo("x".repeat(50) + "\nnext");
        assertThat(screen.text(TextRange.between(2, 3, 2, 1))).isEqualTo("ext");
    }

    @Test
    void aTitleWithoutAnEndIsNotKept() {
        print("\u001B]0;");
        for (int i = 0; i < 1_000; i++) {
            print("y".repeat(100));
        }
        print(RESET + "here again");

        assertThat(lines()[0]).isEqualTo("here again");
    }

    @Test
    void noSequenceBreaksIt() {
        Random random = new Random(7);
        String finals = "@ABCDEFGHJKLMPSTXZ`abcdfghlmnpqrstu";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sequence = new StringBuilder("\u001B[");
            if (random.nextInt(4) == 0) {
                sequence.append('?');
            }
            for (int n = random.nextInt(4); n > 0; n--) {
                sequence.append(random.nextInt(3) == 0 ? 2_147_483_647 : random.nextInt(60));
                sequence.append(n > 1 ? ";" : "");
            }
            sequence.append(finals.charAt(random.nextInt(finals.length()))).append("text\b\t\r\n");
            print(sequence.toString());
        }
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        screen.print(noise);
        print("\u001B\\" + RESET + "here again");

        assertThat(lines()[0]).isEqualTo("here again");
        assertThat(screen.frame(0).columns()).isEqualTo(40);
        assertThat(screen.frame(0).rows()).hasSize(10);
    }
}
