package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.spi.HashChain;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks that each line of a file has the hash that its record and the line before give.
final class LinesCheck {

    private final PartCheck part;
    private final String file;
    private String hash;

    /// @param anchor the hash before the first line
    LinesCheck(PartCheck part, String file, String anchor) {
        this.part = part;
        this.file = file;
        this.hash = anchor;
    }

    /// A record as a fault names it.
    record Named(long record, String subject, @Nullable Instant at) {}

    /// Checks the next line. Returns its record, whether it holds or not, unless the line has
    /// another form.
    ///
    /// @param named names the record for the line's fault
    Optional<byte[]> next(byte[] bytes, Function<byte[], Named> named) {
        Optional<ChainLine> read = ChainLine.read(bytes);
        if (read.isEmpty()) {
            Named line = named.apply(new byte[0]);
            fault(line, "the line does not have the form {\"hash\":…,\"record\":…}");
            return Optional.empty();
        }
        ChainLine line = read.get();
        String computed = HashChain.next(hash, line.record());
        if (!computed.equals(line.hash())) {
            fault(
                    named.apply(line.record()),
                    "its hash is %s…, computed from the record and the one before: %s…"
                            .formatted(shown(line.hash()), shown(computed)));
        }
        hash = line.hash();
        return Optional.of(line.record());
    }

    /// The beginning of a hash, which may be any bytes.
    private static String shown(String hash) {
        return hash.substring(0, 12).replaceAll("[^0-9a-f]", "?");
    }

    void fault(Named record, String what) {
        part.fault(
                new Verification.Fault(file, record.record(), record.subject(), record.at(), what));
    }

    /// The hash of the last line.
    String head() {
        return hash;
    }
}
