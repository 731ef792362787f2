package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.record.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
                handOn(unfinished.toByteArray(), false);
            }
        }

        synchronized void end() {
            if (unfinished.size() > 0) {
                finish();
            }
        }

        private void finish() {
            handOn(unfinished.toByteArray(), true);
        }

        /// @param whole whether the line ends here; else its last part, which has a time of its own,
        ///     waits for the rest
        private void handOn(byte[] line, boolean whole) {
            unfinished.reset();
            Stamp first = stamp(line, 0);
            int start = first.end();
            ByteArrayOutputStream text = new ByteArrayOutputStream(line.length);
            int lastPart = 0;
            while (line.length - start > PART && stamp(line, start + PART).end() > 0) {
                text.write(line, start, PART);
                lastPart = start + PART;
                start = stamp(line, lastPart).end();
            }
            if (!whole && lastPart > 0) {
                unfinished.write(line, lastPart, line.length - lastPart);
            } else {
                int end = line.length > start && line[line.length - 1] == '\r' ? 1 : 0;
                text.write(line, start, line.length - start - end);
            }
            reader.accept(new LogLine(first.at(), error, text.toString(StandardCharsets.UTF_8)));
        }

        /// The time that stands here.
        ///
        /// @param end where the text after it begins; 0 when there is no time here
        private record Stamp(Instant at, int end) {
            static final Stamp NONE = new Stamp(Instant.EPOCH, 0);
        }

        private static Stamp stamp(byte[] line, int from) {
            for (int i = from; i < Math.min(line.length, from + LONGEST_TIME); i++) {
                if (line[i] == ' ') {
                    return stamp(line, from, i);
                }
            }
            return Stamp.NONE;
        }

        private static Stamp stamp(byte[] line, int from, int until) {
            String time = new String(line, from, until - from, StandardCharsets.US_ASCII);
            try {
                return new Stamp(Instant.parse(time), until + 1);
            } catch (DateTimeParseException e) {
                return Stamp.NONE;
            }
        }
    }
}
