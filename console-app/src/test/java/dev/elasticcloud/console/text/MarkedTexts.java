package dev.elasticcloud.console.text;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/// A made-up language for tests: each English text between `⟦` and `⟧`.
public final class MarkedTexts implements AutoCloseable {

    private static final Pattern MARKED = Pattern.compile("⟦[^⟦⟧]*⟧");

    private final ResourceBundle before;

    /// The window speaks this language until this is closed.
    public MarkedTexts() {
        ResourceBundle english = Texts.of(Locale.ENGLISH);
        before =
                Texts.use(
                        new ResourceBundle() {
                            @Override
                            protected Object handleGetObject(String key) {
                                return "⟦" + english.getString(key) + "⟧";
                            }

                            @Override
                            public Enumeration<String> getKeys() {
                                return Collections.enumeration(english.keySet());
                            }
                        });
    }

    /// What is left of a text without everything that is marked.
    public static String unmarked(String text) {
        String before = text;
        String left = MARKED.matcher(before).replaceAll(" ");
        while (!left.equals(before)) {
            before = left;
            left = MARKED.matcher(before).replaceAll(" ");
        }
        return left;
    }

    /// Whether words are one of the English texts.
    public static boolean isText(String words) {
        ResourceBundle english = Texts.of(Locale.ENGLISH);
        return english.keySet().stream().map(english::getString).anyMatch(words::equals);
    }

    @Override
    public void close() {
        Texts.use(before);
    }
}
