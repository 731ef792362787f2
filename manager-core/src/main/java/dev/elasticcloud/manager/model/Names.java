package dev.elasticcloud.manager.model;

import java.util.regex.Pattern;

/// The one rule for names that reach Docker, the balancer's file and its socket.
final class Names {

    static final String RULE =
            "1 to 63 characters of a-z, 0-9, '-' and '_', beginning with a letter or digit";

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private Names() {}

    static void check(String what, String value) {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + shown(value) + "' is not a " + what + " name: use " + RULE);
        }
    }

    private static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 70 ? printable : printable.substring(0, 70) + "…";
    }
}
