package dev.elasticcloud.manager.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A line of an archive's files: `{"hash":"…","record":…}` with the record's hash in its chain and
/// the record as it was hashed.
record ChainLine(String hash, byte[] record) {

    private static final byte[] BEFORE = ascii("{\"hash\":\"");
    private static final byte[] BETWEEN = ascii("\",\"record\":");
    private static final int HASH = 64;
    private static final int RECORD = BEFORE.length + HASH + BETWEEN.length;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(RECORD + record.length + 2);
        line.writeBytes(BEFORE);
        line.writeBytes(ascii(hash));
        line.writeBytes(BETWEEN);
        line.writeBytes(record);
        line.write('}');
        line.write('\n');
        return line.toByteArray();
    }

    /// The line without its end; empty if it does not have this form.
    static Optional<ChainLine> read(byte[] line) {
        boolean formed =
                line.length > RECORD
                        && starts(line, 0, BEFORE)
                        && starts(line, BEFORE.length + HASH, BETWEEN)
                        && line[line.length - 1] == '}';
        return formed
                ? Optional.of(
                        new ChainLine(
                                new String(line, BEFORE.length, HASH, StandardCharsets.US_ASCII),
                                Arrays.copyOfRange(line, RECORD, line.length - 1)))
                : Optional.empty();
    }

    private static boolean starts(byte[] line, int at, byte[] with) {
        return Arrays.equals(line, at, at + with.length, with, 0, with.length);
    }
}
