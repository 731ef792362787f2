package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.Numbers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One parameter that a pod's job takes, as its pod.yaml declares it; forms are made from these.
public sealed interface JobParameter {

    String name();

    /// What the parameter does, for a form's hint and the command line's help.
    String help();

    /// The value used when none is given, as text; empty when there is none.
    String defaultValue();

    /// What is wrong with a value, as a sentence with the range; empty when it is valid.
    String problemWith(String value);

    /// Free text of bounded length.
    record Text(String name, String help, String defaultValue, int maxLength)
            implements JobParameter {
        @Override
        public String problemWith(String value) {
            return value.length() <= maxLength
                    ? ""
                    : "%s must be at most %,d characters, got %,d"
                            .formatted(name, maxLength, value.length());
        }
    }

    /// A whole number in a range.
    record Whole(String name, String help, String defaultValue, long min, long max)
            implements JobParameter {
        @Override
        public String problemWith(String value) {
            String fault =
                    "%s must be a whole number from %d to %d, got '%s'"
                            .formatted(name, min, max, brief(value));
            OptionalLong number = Numbers.whole(value);
            return number.isPresent() && number.getAsLong() >= min && number.getAsLong() <= max
                    ? ""
                    : fault;
        }
    }

    /// A decimal number in a range.
    record Real(String name, String help, String defaultValue, double min, double max)
            implements JobParameter {
        @Override
        public String problemWith(String value) {
            String fault =
                    "%s must be a number from %s to %s, got '%s'"
                            .formatted(name, min, max, brief(value));
            OptionalDouble number = Numbers.decimal(value);
            return number.isPresent() && number.getAsDouble() >= min && number.getAsDouble() <= max
                    ? ""
                    : fault;
        }
    }

    /// One of a few words.
    record Choice(String name, String help, String defaultValue, List<String> choices)
            implements JobParameter {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public String problemWith(String value) {
            return choices.contains(value)
                    ? ""
                    : "%s must be one of %s, got '%s'"
                            .formatted(name, String.join(", ", choices), brief(value));
        }
    }

    /// A file's content, carried as base64; optional, without a default.
    record File(String name, String help, long maxBytes, String accept) implements JobParameter {
        @Override
        public String defaultValue() {
            return "";
        }

        @Override
        public String problemWith(String value) {
            return value.length() / 4 * 3 <= maxBytes
                    ? ""
                    : "%s must be at most %,d bytes".formatted(name, maxBytes);
        }
    }

    private static String brief(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
