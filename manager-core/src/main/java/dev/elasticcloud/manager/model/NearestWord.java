package dev.elasticcloud.manager.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Guesses which known word a misspelled one was meant to be.
public final class NearestWord {

    private NearestWord() {}

    /// The known word close enough to be the one meant; empty when none is.
    public static Optional<String> of(String word, Collection<?> known) {
        int close = Math.max(1, word.length() / 3);
        return sorted(word, known).stream().findFirst().filter(k -> distance(word, k) <= close);
    }

    /// The known words, the most similar first.
    public static List<String> sorted(String word, Collection<?> known) {
        return known.stream()
                .map(Object::toString)
                .sorted(Comparator.comparingInt(k -> distance(word, k)))
                .toList();
    }

    /// How many letters must be inserted, deleted or substituted to turn one word into the other,
    /// ignoring case (Levenshtein).
    static int distance(String word, String other) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
