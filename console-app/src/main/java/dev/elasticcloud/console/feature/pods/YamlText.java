package dev.elasticcloud.console.feature.pods;

import java.util.ArrayList;
import java.util.List;

/// Reads and changes single values in a `pod.yaml` as the console writes it: one key a line, two
/// spaces a level.
final class YamlText {

    private YamlText() {}

    /// The value of a key such as `limits.cpus`, without quotes; empty when it is absent.
    static String value(String yaml, String key) {
        List<String> lines = yaml.lines().toList();
        int line = find(lines, key);
        return line < 0 ? "" : unquoted(lines.get(line).replaceFirst("^[^:]*:", "").strip());
    }

    /// The text with another value for a key that it has; a text without the key is unchanged.
    static String with(String yaml, String key, String value) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        int line = find(lines, key);
        if (line < 0) {
            return yaml;
        }
        String head = lines.get(line).replaceFirst(":.*$", ":");
        lines.set(line, head + " " + quoted(value));
        return String.join("\n", lines) + "\n";
    }

    /// The line of a key: each of its parts one level deeper than the part before.
    private static int find(List<String> lines, String key) {
        String[] parts = key.split("\\.");
        int level = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int indent = line.length() - line.stripLeading().length();
            if (indent < 2 * level) {
                return -1;
            }
            if (indent == 2 * level && line.strip().startsWith(parts[level] + ":")) {
                level++;
                if (level == parts.length) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted
                ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : value;
    }

    /// Plain if a value is a number or a simple word, otherwise in quotes.
    private static String quoted(String value) {
        boolean plain = value.matches("[A-Za-z0-9/._-]+");
        return plain
                ? value
                : "\""
                        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ")
                        + "\"";
    }
}
