package dev.elasticcloud.console.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The words for the choices of a box. A box in which nothing is typed never asks for the choice that
/// a text stands for, so there is no way back.
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
