package dev.elasticcloud.manager.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes amounts of memory as people write them: `100MB`, `1.5 GB`, `2g`. A KB is 1024
/// bytes, and so on up.
public final class ByteSize {

    /// Examples of valid sizes, for messages.
    public static final String EXAMPLES = "a size such as 100MB or 2GB, up to 64TB";

    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,9}(?:[.,][0-9]{1,3})?)\\s*(?:(B)|([KMGT])(?:I?B)?)?");

    /// What no machine has.
    private static final BigDecimal MOST = BigDecimal.valueOf(64L << 40);

    private static final String UNITS = "BKMGT";

    private ByteSize() {}

    /// The bytes of an amount with its unit; empty when the text is none.
    public static Optional<Long> parse(String text) {
        return parse(text, "");
    }

    /// The bytes of an amount, which is in megabytes where no unit is given; empty when the text is
    /// none.
    public static Optional<Long> parseMegabytes(String text) {
        return parse(text, "M");
    }

    private static Optional<Long> parse(String text, String usual) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bytes = matcher.group(2);
        String larger = matcher.group(3);
        String unit = bytes != null ? bytes : larger != null ? larger : usual;
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal size =
                new BigDecimal(matcher.group(1).replace(',', '.'))
                        .multiply(BigDecimal.valueOf(1L << 10 * UNITS.indexOf(unit)));
        return size.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(size.longValue());
    }

    /// In the largest unit that divides it; what no unit divides is rounded down to a KB.
    public static String format(long bytes) {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MB" : (bytes >> 10) + "KB";
    }
}
