package dev.elasticcloud.console.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The words for the choices of a box, which are chosen and never typed.
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
