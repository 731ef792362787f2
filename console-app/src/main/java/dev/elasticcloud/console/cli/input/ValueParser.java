package dev.elasticcloud.console.cli.input;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.ByteSize;
import java.math.BigDecimal;

/// Parses typed numbers, shares and amounts of memory.
public final class ValueParser {

    private ValueParser() {}

    public static int whole(String text, String what) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw invalid("'%s' is not a whole number of %s".formatted(text, what), e);
        }
    }

    /// A share, given in percent as `30` or `30%`, or as a decimal number up to 1 such as `0.3`.
    public static double share(String text) {
        String stripped = text.strip();
        boolean percent = stripped.endsWith("%");
        String digits = percent ? stripped.substring(0, stripped.length() - 1).strip() : stripped;
        try {
            BigDecimal number = new BigDecimal(digits);
            boolean share =
                    !percent && digits.contains(".") && number.compareTo(BigDecimal.ONE) <= 0;
            double value = share ? number.doubleValue() : number.movePointLeft(2).doubleValue();
            if (value < 0 || value > 1) {
                throw invalid("%s is out of range: give 0 to 100 %%".formatted(text), null);
            }
            return value;
        } catch (NumberFormatException e) {
            throw invalid(
                    "'%s' is not a share: write a percentage such as 30 or 30%%, or a fraction such as 0.3"
                            .formatted(text),
                    e);
        }
    }

    /// Bytes, given in megabytes as `128`, or with a unit as `128m` or `1g`.
    public static long memory(String text) {
        return ByteSize.parseMegabytes(text)
                .orElseThrow(
                        () ->
                                invalid(
                                        "'%s' is not an amount of memory: write megabytes such as 128, or 128m or 1g"
                                                .formatted(text),
                                        null));
    }

    public static double cpus(String text) {
        return number(text, "a number of CPUs");
    }

    /// @param what the number is, such as `a weight`
    public static double number(String text, String what) {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            throw invalid("'%s' is not %s: write a number such as 0.5".formatted(text, what), e);
        }
    }

    private static CloudException invalid(
            String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new CloudException(ErrorCode.INVALID, message, cause);
    }
}
