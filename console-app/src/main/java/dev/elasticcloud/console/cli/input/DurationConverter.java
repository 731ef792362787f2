package dev.elasticcloud.console.cli.input;

import dev.elasticcloud.manager.model.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a duration on the command line.
public final class DurationConverter implements ITypeConverter<Duration> {

    public static Duration of(String text) {
        return new DurationConverter().convert(text);
    }

    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is not a duration: %s"
                                                .formatted(text, Durations.advice(text))));
    }
}
