package dev.elasticcloud.manager.rest.body;

import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.rest.problem.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads the fields of request bodies.
final class BodyFields {

    private BodyFields() {}

    /// The given value, or the default when there is none.
    static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    static Duration duration(String field, String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () ->
                                Refusal.at(
                                        field,
                                        "%s is '%s': %s"
                                                .formatted(field, text, Durations.advice(text))));
    }
}
