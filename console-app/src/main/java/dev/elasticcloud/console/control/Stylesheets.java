package dev.elasticcloud.console.control;

import java.net.URL;
import java.util.Locale;

/// Finds the stylesheet beside a class, such as `range-field.css` for `RangeField`.
public final class Stylesheets {

    private Stylesheets() {}

    public static String of(Class<?> type) {
        String name = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return named(type, name.toLowerCase(Locale.ROOT) + ".css");
    }

    public static String named(Class<?> beside, String file) {
        URL found = beside.getResource(file);
        if (found == null) {
            throw new IllegalStateException(
                    "Missing stylesheet " + file + " beside " + beside.getName());
        }
        return found.toExternalForm();
    }
}
