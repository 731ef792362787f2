package dev.elasticcloud.console.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One measured figure.
///
/// @param most its upper limit; absent if there is none
public record Figure(String what, double value, String unit, @Nullable Double most) {

    static Figure of(String what, double value, String unit) {
        return new Figure(what, rounded(value), unit, null);
    }

    static Figure of(String what, double value, String unit, double most) {
        return new Figure(what, rounded(value), unit, most);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    @JsonProperty
    public boolean reached() {
        return most == null || value <= most;
    }

    /// The figure as a line of a table.
    String line() {
        String asked =
                most == null
                        ? ""
                        : String.format(
                                Locale.ROOT, "at most %8.2f %s", most, reached() ? "" : "MISSED");
        return String.format(Locale.ROOT, "%-58s %10.2f %-3s %s", what, value, unit, asked).strip();
    }
}
