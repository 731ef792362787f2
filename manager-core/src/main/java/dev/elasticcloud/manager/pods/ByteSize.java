package dev.elasticcloud.manager.pods;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads sizes as people write them.
final class ByteSize {

    /// What to write, for messages.
    static final String EXAMPLES = "a size such as 100MB or 2GB";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KB|MB|GB)");

    private ByteSize() {}

    /// Bytes of `100MB` or `2GB`; a KB is 1024 bytes, and so on up.
    static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "KB" -> 1L << 10;
                    case "MB" -> 1L << 20;
                    default -> 1L << 30;
                };
        return Optional.of(Long.parseLong(matcher.group(1)) * unit);
    }
}
