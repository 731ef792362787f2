package dev.elasticcloud.console.text;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The texts of the window, from the file `messages.properties` beside this class or, in another
/// language, from `messages_xx.properties`. Numbers and times come in as text that is already
/// formatted.
public final class Texts {

    private static final String BUNDLE = "dev.elasticcloud.console.text.messages";

    private static volatile ResourceBundle bundle = of(Locale.getDefault(Locale.Category.DISPLAY));

    private Texts() {}

    /// The file without a language is the English one. Asked for English, a bundle would rather
    /// take the machine's language than that file.
    static ResourceBundle of(Locale locale) {
        boolean english = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return ResourceBundle.getBundle(BUNDLE, english ? Locale.ROOT : locale);
    }

    /// Takes all texts from here on from another bundle, and returns the one before.
    static ResourceBundle use(ResourceBundle other) {
        ResourceBundle before = bundle;
        bundle = other;
        return before;
    }

    /// The text of a key, with its `{0}`, `{1}` … replaced by the arguments.
    public static String text(String key, @Nullable Object... arguments) {
        return filled(pattern(key), arguments);
    }

    /// The text for a count: `KEY.one` or `KEY.other`, whose `{0}` is the count and `{1}` … are the
    /// arguments.
    public static String count(String key, long count, @Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = Numbers.grouped(count);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return filled(pattern(key + (count == 1 ? ".one" : ".other")), all);
    }

    /// A window that lacks a text shows its key.
    private static String pattern(String key) {
        try {
            return bundle.getString(key);
        } catch (MissingResourceException e) {
            assert false : "There is no text " + key;
            return key;
        }
    }

    private static String filled(String pattern, @Nullable Object... arguments) {
        StringBuilder text = new StringBuilder(pattern.length() + 16);
        for (int i = 0; i < pattern.length(); i++) {
            int place = i + 2 < pattern.length() ? Character.digit(pattern.charAt(i + 1), 10) : -1;
            if (pattern.charAt(i) == '{'
                    && place >= 0
                    && place < arguments.length
                    && pattern.charAt(i + 2) == '}') {
                text.append(arguments[place]);
                i += 2;
            } else {
                text.append(pattern.charAt(i));
            }
        }
        return text.toString();
    }
}
