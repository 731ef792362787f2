package dev.elasticcloud.console.cli.output;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows text of others on a terminal without letting it command the terminal.
///
/// What a node logs, what a job answers and why something ended is text of others. Control characters
/// in it would move the cursor, change the window's title or hide other lines, and marks of writing
/// direction would turn lines around, so they are written as `\u001b`, as in JSON.
public final class TerminalText {

    /// Changes colours and nothing else (ECMA-48, SGR).
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private static final String PLAIN = "\u001b[0m";

    private TerminalText() {}

    /// Text in which nothing commands the terminal; line feeds and tabs stay.
    public static String escaped(String text) {
        if (text.chars().noneMatch(c -> commands((char) c))) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            append(shown, text.charAt(i));
        }
        return shown.toString();
    }

    /// A value in a table: also its line feeds are escaped, which would break the row.
    public static String cell(String text) {
        return escaped(text).replace("\n", "\\n").replace('\t', ' ');
    }

    /// A line of a log, which may be coloured; what follows it is not.
    public static String logLine(String text) {
        Matcher colours = COLOUR.matcher(text);
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        while (colours.find()) {
            shown.append(escaped(text.substring(from, colours.start()))).append(colours.group());
            from = colours.end();
        }
        shown.append(escaped(text.substring(from)));
        return from == 0 ? shown.toString() : shown.append(PLAIN).toString();
    }

    static void append(StringBuilder shown, char c) {
        if (commands(c)) {
            shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            shown.append(c);
        }
    }

    /// Control characters, and the invisible marks that change the direction of what follows.
    static boolean commands(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\u200e'
                || c == '\u200f'
                || c == '\u061c';
    }
}
