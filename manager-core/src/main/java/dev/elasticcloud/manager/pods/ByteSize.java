package dev.elasticcloud.manager.pods;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses sizes of memory and files.
final class ByteSize {

    /// Examples of valid sizes, for messages.
    static final String EXAMPLES = "a size such as 100MB or 2GB, up to 64TB";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})\\s*([KMGT])(I?B)?");

    private ByteSize() {}

    /// More than any machine has.
    private static final long MOST = 64L << 40;

    /// Bytes of `100MB`, `2GB` or `2G`; a KB is 1024 bytes, and so on.
    static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "K" -> 1L << 10;
                    case "M" -> 1L << 20;
                    case "G" -> 1L << 30;
                    default -> 1L << 40;
                };
        long count = Long.parseLong(matcher.group(1));
        return count > MOST / unit ? Optional.empty() : Optional.of(count * unit);
    }
}
