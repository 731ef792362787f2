package dev.elasticcloud.console.text;

import java.util.Locale;

/// Numbers in the same form in every language.
public final class Numbers {

    private Numbers() {}

    /// A whole number with a space between thousands.
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u00a0');
    }

    /// A whole number with a comma between thousands.
    public static String thousands(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// A number with so many digits after the point.
    public static String decimals(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
