package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.record.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {

    private static final int PART = 16 * 1024;
    private static final String TIME = "2026-01-31T12:00:00.000000001Z";
    private static final String LATER = "2026-01-31T12:00:00.000000002Z";

    /// What the engine sends for a line: its parts, each with a time.
    private static String sent(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder sent = new StringBuilder();
        int from = 0;
        do {
            int to = Math.min(bytes.length, from + PART);
            sent.append(from == 0 ? TIME : LATER)
                    .append(' ')
                    .append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            from = to;
        } while (from < bytes.length);
        return sent.append('\n').toString();
    }

    private static List<LogLine> read(byte[] stream, int... cuts) {
        List<LogLine> lines = new ArrayList<>();
        LogLines reading = new LogLines(lines::add);
        int from = 0;
        for (int cut : cuts) {
            reading.add(Arrays.copyOfRange(stream, from, cut), false);
            from = cut;
        }
        reading.add(Arrays.copyOfRange(stream, from, stream.length), false);
        reading.end();
        return lines;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 16_400, 32_768, 100_000})
    void aLineOfAnyLengthStaysOneLineWithItsTime(int length) {
        String text = "x".repeat(length);

        assertThat(read(bytes(sent(text))))
                .containsExactly(new LogLine(Instant.parse(TIME), false, text));
    }

    @Test
    void aCarriageReturnEndsNoLine() {
        assertThat(read(bytes(sent("10 %\r20 %\r30 %") + sent("done\r"))))
                .extracting(LogLine::text)
                .containsExactly("10 %\r20 %\r30 %", "done");
    }

    @Test
    void lettersThatThePartsCutInTwoArePutTogether() {
        String text = "x" + "ä".repeat(PART) + "€😀";

        assertThat(read(bytes(sent(text)))).extracting(LogLine::text).containsExactly(text);
    }

    @Test
    void whatLooksLikeATimeWithinALineStays() {
        String text = "from " + TIME + " to " + LATER + " all went well";

        assertThat(read(bytes(sent(text)))).extracting(LogLine::text).containsExactly(text);
    }

    @Test
    void theTwoStreamsDoNotMix() {
        List<LogLine> lines = new ArrayList<>();
        LogLines reading = new LogLines(lines::add);
        reading.add(bytes(TIME + " out"), false);
        reading.add(bytes(TIME + " error\n"), true);
        reading.add(bytes("put\n"), false);

        assertThat(lines)
                .containsExactly(
                        new LogLine(Instant.parse(TIME), true, "error"),
                        new LogLine(Instant.parse(TIME), false, "output"));
    }

    @Test
    void aLineThatNeverEndsIsHandedOnInPieces() {
        List<LogLine> lines = new ArrayList<>();
        LogLines reading = new LogLines(lines::add);
        for (int i = 0; i < 3_000; i++) {
            reading.add(new byte[1_024], false);
        }

        assertThat(lines).hasSizeBetween(2, 3);
    }

    @Test
    void eachPieceOfAnEndlessLineHasATimeAndNothingIsLost() {
        String text = "0123456789".repeat(300_000);
        List<LogLine> lines = read(bytes(sent(text)), 1_100_000, 2_200_000);

        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines).allMatch(line -> line.at().getEpochSecond() > 0);
        assertThat(String.join("", lines.stream().map(LogLine::text).toList())).isEqualTo(text);
    }

    @Test
    void wherePiecesAreCutMakesNoDifference() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            StringBuilder stream = new StringBuilder();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                String text =
                        random.ints(random.nextInt(3) == 0 ? 40_000 : 30, 0, 300)
                                .filter(c -> c != '\n' && c != '\r')
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString();
                texts.add(text);
                stream.append(sent(text));
            }
            byte[] all = bytes(stream.toString());
            int[] cuts = random.ints(random.nextInt(20), 0, all.length).sorted().toArray();

            assertThat(read(all, cuts)).extracting(LogLine::text).isEqualTo(texts);
        }
    }
}
