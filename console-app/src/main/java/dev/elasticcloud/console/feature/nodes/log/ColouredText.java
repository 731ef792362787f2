package dev.elasticcloud.console.feature.nodes.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A text with the colours that a program gave it for a terminal. Nothing else in it that would
/// steer a terminal is kept.
///
/// @param spans its parts in order, each in one style
record ColouredText(List<Span> spans) {

    /// Escape sequences with parameters; titles and links, which end with a bell or `ESC \`; choices
    /// of a character set and the like.
    private static final Pattern SEQUENCE =
            Pattern.compile(
                    "(?:\u001B\\[|\u009B)(?<parameters>[0-?]*)[ -/]*(?<kind>[@-~])"
                            + "|(?:\u001B]|\u009D)[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\\\|\u009C)"
                            + "|\u001B[ -/]+[0-~]");

    /// Control characters, and those that turn the direction of writing.
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\u202A-\u202E\u2066-\u2069&&[^\t]]");

    /// A part of a text in one style.
    record Span(String text, Colour colour, boolean bold) {}

    /// The colours of terminals. Black and white are the theme's own text colour, so that they can
    /// be read in both themes.
    enum Colour {
        DEFAULT,
        RED,
        GREEN,
        YELLOW,
        BLUE,
        MAGENTA,
        CYAN;

        private static final List<Colour> BY_CODE =
                List.of(DEFAULT, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, DEFAULT);

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ColouredText {
        spans = List.copyOf(spans);
    }

    static ColouredText of(String raw) {
        Reader reader = new Reader();
        Matcher found = SEQUENCE.matcher(raw);
        int begin = 0;
        while (found.find()) {
            reader.add(raw.substring(begin, found.start()));
            if ("m".equals(found.group("kind"))) {
                reader.restyle(found.group("parameters"));
            }
            begin = found.end();
        }
        reader.add(raw.substring(begin));
        return new ColouredText(reader.spans);
    }

    /// Whether a text has nothing in it that is for a terminal.
    static boolean isPlain(String raw) {
        return !CONTROL.matcher(raw).find();
    }

    /// The text without its colours.
    String plain() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /// Gathers spans while the style changes.
    private static final class Reader {

        private static final int BOLD = 1;
        private static final int NOT_BOLD = 22;
        private static final int FIRST = 30;
        private static final int OTHER = 38;
        private static final int OTHER_GROUND = 48;
        private static final int OTHER_UNDERLINE = 58;
        private static final int USUAL = 39;
        private static final int FIRST_BRIGHT = 90;

        private final List<Span> spans = new ArrayList<>();
        private Colour colour = Colour.DEFAULT;
        private boolean bold;

        void add(String part) {
            String text = CONTROL.matcher(part).replaceAll("");
            if (!text.isEmpty()) {
                spans.add(new Span(text, colour, bold));
            }
        }

        void restyle(String parameters) {
            String[] codes = parameters.split(";", -1);
            for (int i = 0; i < codes.length; i++) {
                // with its parts after colons, a code is complete in itself
                int code = number(codes[i].split(":", 2)[0]);
                boolean inParts = codes[i].contains(":");
                if (code == OTHER || code == OTHER_GROUND || code == OTHER_UNDERLINE) {
                    // a colour out of 256 or by its parts: shown in the usual one
                    i += inParts ? 0 : i + 1 < codes.length && codes[i + 1].equals("5") ? 2 : 4;
                    colour = code == OTHER ? Colour.DEFAULT : colour;
                } else if (!inParts) {
                    restyle(code);
                }
            }
        }

        private void restyle(int code) {
            if (code == 0) {
                colour = Colour.DEFAULT;
                bold = false;
            } else if (code == BOLD || code == NOT_BOLD) {
                bold = code == BOLD;
            } else if (code == USUAL) {
                colour = Colour.DEFAULT;
            } else if (isOf(FIRST, code)) {
                colour = Colour.BY_CODE.get(code - FIRST);
            } else if (isOf(FIRST_BRIGHT, code)) {
                colour = Colour.BY_CODE.get(code - FIRST_BRIGHT);
            }
        }

        private static boolean isOf(int first, int code) {
            return code >= first && code < first + Colour.BY_CODE.size();
        }

        /// An absent number is 0, as terminals take it; one without meaning changes nothing.
        private static int number(String code) {
            if (code.isEmpty()) {
                return 0;
            }
            return code.matches("[0-9]{1,3}") ? Integer.parseInt(code) : Integer.MAX_VALUE;
        }
    }
}
