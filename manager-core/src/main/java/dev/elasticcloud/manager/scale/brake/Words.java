package dev.elasticcloud.manager.scale.brake;

import java.util.Locale;

/// Numbers as people read them.
final class Words {

    private Words() {}

    /// With one decimal, or none where it is a zero.
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
