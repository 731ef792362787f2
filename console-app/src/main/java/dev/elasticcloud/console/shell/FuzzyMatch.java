package dev.elasticcloud.console.shell;

import java.util.Locale;
import java.util.OptionalInt;

/// Scores how well a text matches a typed search. Each typed word must occur, as a whole or letter
/// by letter in order; word starts and adjacent letters count most.
final class FuzzyMatch {

    private static final int WORD_START = 8;
    private static final int SIDE_BY_SIDE = 5;
    private static final int WHOLE = 40;
    private static final int GAP = 1;

    private FuzzyMatch() {}

    /// The higher the better; empty when the text does not match.
    static OptionalInt score(String typed, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int sum = 0;
        for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            OptionalInt score = word(word, lower);
            if (score.isEmpty()) {
                return OptionalInt.empty();
            }
            sum += score.getAsInt();
        }
        return OptionalInt.of(sum - lower.length() / 8);
    }

    private static OptionalInt word(String word, String text) {
        int whole = wholeAt(word, text);
        if (whole >= 0) {
            int start = isWordStart(text, whole) ? WHOLE : 0;
            return OptionalInt.of(word.length() * SIDE_BY_SIDE + start);
        }
        int score = 0;
        int last = -2;
        int at = 0;
        for (int i = 0; i < word.length(); i++) {
            int found = text.indexOf(word.charAt(i), at);
            if (found < 0) {
                return OptionalInt.empty();
            }
            if (found == last + 1) {
                score += SIDE_BY_SIDE;
            } else if (isWordStart(text, found)) {
                score += WORD_START;
            } else {
                score -= GAP * Math.min(4, found - at + 1);
            }
            last = found;
            at = found + 1;
        }
        return OptionalInt.of(score);
    }

    /// Where the word occurs, preferably at the start of a word; -1 for nowhere.
    private static int wholeAt(String word, String text) {
        int first = text.indexOf(word);
        for (int at = first; at >= 0; at = text.indexOf(word, at + 1)) {
            if (isWordStart(text, at)) {
                return at;
            }
        }
        return first;
    }

    private static boolean isWordStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
