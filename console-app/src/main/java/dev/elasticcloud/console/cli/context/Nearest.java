package dev.elasticcloud.console.cli.context;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/// Puts first among names the one that was probably meant.
public final class Nearest {

    private Nearest() {}

    /// The names, the most alike first; `none` when there are none.
    public static String first(String wrong, Collection<?> names) {
        return names.isEmpty()
                ? "none"
                : names.stream()
                        .map(Object::toString)
                        .sorted(Comparator.comparingInt(name -> distance(wrong, name)))
                        .collect(Collectors.joining(", "));
    }

    /// How many letters must change to make one word the other (Levenshtein).
    static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
