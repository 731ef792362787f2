package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.record.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Consumer;

/// Puts the lines of a container's log together again, each with its time.
///
/// They arrive in pieces of any size. Only a line feed ends a line; a carriage return within it stays.
/// The engine itself cuts a line into parts of 16 KB and writes the time before each part, so those
/// times in the middle of a line are taken out.
final class LogLines {

    private static final int PART = 16 * 1024;

    /// A program that never ends its line must not fill the memory.
    private static final int LONGEST = 1024 * 1024;

    private static final int LONGEST_TIME = "2026-01-31T12:00:00.123456789+00:00 ".length();

    private final Pieces output;
    private final Pieces errors;

    LogLines(Consumer<LogLine> reader) {
        output = new Pieces(reader, false);
        errors = new Pieces(reader, true);
    }

    void add(byte[] piece, boolean error) {
        (error ? errors : output).add(piece);
    }

    /// Hands on what came last without a line feed.
    void end() {
        output.end();
        errors.end();
    }

    /// One of the two streams: their pieces come mixed.
    private static final class Pieces {

        private final Consumer<LogLine> reader;
        private final boolean error;
        private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

        Pieces(Consumer<LogLine> reader, boolean error) {
            this.reader = reader;
            this.error = error;
        }

        synchronized void add(byte[] piece) {
            int from = 0;
            for (int i = 0; i < piece.length; i++) {
                if (piece[i] == '\n') {
                    unfinished.write(piece, from, i - from);
                    finish();
                    from = i + 1;
                }
            }
            unfinished.write(piece, from, piece.length - from);
            if (unfinished.size() > LONGEST) {
                finish();
            }
        }

        synchronized void end() {
            if (unfinished.size() > 0) {
                finish();
            }
        }

        private void finish() {
            byte[] line = unfinished.toByteArray();
            unfinished.reset();
            int start = afterTime(line, 0);
            Instant at = start == 0 ? Instant.EPOCH : time(line, 0, start);
            ByteArrayOutputStream text = new ByteArrayOutputStream(line.length);
            while (line.length - start > PART && afterTime(line, start + PART) > 0) {
                text.write(line, start, PART);
                start = afterTime(line, start + PART);
            }
            int end = line.length > start && line[line.length - 1] == '\r' ? 1 : 0;
            text.write(line, start, line.length - start - end);
            reader.accept(new LogLine(at, error, text.toString(StandardCharsets.UTF_8)));
        }

        /// Where the text after a time begins; 0 when there is no time here.
        private static int afterTime(byte[] line, int from) {
            for (int i = from; i < Math.min(line.length, from + LONGEST_TIME); i++) {
                if (line[i] == ' ') {
                    return time(line, from, i + 1).equals(Instant.EPOCH) ? 0 : i + 1;
                }
            }
            return 0;
        }

        /// The time before a text that begins at `until`.
        private static Instant time(byte[] line, int from, int until) {
            try {
                return Instant.parse(
                        new String(
                                Arrays.copyOfRange(line, from, until - 1),
                                StandardCharsets.US_ASCII));
            } catch (DateTimeParseException e) {
                return Instant.EPOCH;
            }
        }
    }
}
