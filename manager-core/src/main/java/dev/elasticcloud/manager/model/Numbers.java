package dev.elasticcloud.manager.model;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads and writes numbers in the digits 0 to 9, independently of the locale. Java's own methods
/// accept more: `1d`, `0x1p3`, `NaN` and the digits of other scripts.
public final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?[0-9]{1,3})?");

    private Numbers() {}

    /// Writes a number with at most the given decimals, without trailing zeros: `0.25`, `3`.
    public static String format(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return decimals == 0 ? text : text.replaceAll("\\.?0+$", "");
    }

    /// A whole number; empty when the text is not one.
    public static OptionalLong whole(String text) {
        String word = text.strip();
        return WHOLE.matcher(word).matches()
                ? OptionalLong.of(Long.parseLong(word))
                : OptionalLong.empty();
    }

    /// A finite decimal number; empty when the text is not one.
    public static OptionalDouble decimal(String text) {
        String word = text.strip();
        if (!DECIMAL.matcher(word).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(word);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
