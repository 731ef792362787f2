package dev.elasticcloud.console.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Converts the choices of a box to words. A box without typing never converts a text back, so
/// that direction is not supported.
public final class WordConverter<T> extends StringConverter<T> {

    private final Function<T, String> words;

    public WordConverter(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("Choices are chosen, not typed");
    }
}
