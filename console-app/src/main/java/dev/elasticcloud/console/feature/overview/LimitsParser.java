package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.ByteSize;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses typed limits. Throws an [IllegalArgumentException] that says what to type instead.
final class LimitsParser {

    private static final Pattern CPUS =
            Pattern.compile("(\\d{1,4}(?:[.,]\\d{1,4})?)\\s*(?:cpus?|cores?)?");
    private static final Pattern WEIGHT = Pattern.compile("(\\d{1,3}(?:[.,]\\d{1,2})?)");

    private LimitsParser() {}

    static NodeLimits withCpus(NodeLimits limits, String text) {
        Matcher matcher = CPUS.matcher(tidy(text));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text("overview.limits.noCpus", text.strip()));
        }
        double cpus = Math.round(number(matcher) * 100) / 100.0;
        return limits.withCpus(cpus);
    }

    static NodeLimits withMemory(NodeLimits limits, String text) {
        long bytes =
                ByteSize.parseMegabytes(text)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                text("overview.limits.noMemory", text.strip())));
        return limits.withMemoryBytes(Math.round((double) bytes / NodeLimits.MIB) * NodeLimits.MIB);
    }

    /// A pod's weight.
    static double weight(String text) {
        Matcher matcher = WEIGHT.matcher(tidy(text));
        double weight = matcher.matches() ? number(matcher) : 0;
        if (!(weight >= 0.01 && weight <= 100)) {
            throw new IllegalArgumentException(text("overview.limits.noWeight", text.strip()));
        }
        return weight;
    }

    private static String tidy(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static double number(Matcher matcher) {
        return Double.parseDouble(matcher.group(1).replace(',', '.'));
    }
}
