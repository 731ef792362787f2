package dev.elasticcloud.console.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads and writes CSV as RFC 4180 describes it.
public final class Csv {

    private Csv() {}

    /// The records of a text; empty lines are skipped.
    public static List<List<String>> parse(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean touched = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
                touched = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
                touched = true;
            } else if (c == '\n') {
                if (touched) {
                    fields.add(field.toString());
                    records.add(List.copyOf(fields));
                }
                fields.clear();
                field.setLength(0);
                touched = false;
            } else if (c != '\r') {
                field.append(c);
                touched = true;
            }
        }
        if (touched) {
            fields.add(field.toString());
            records.add(List.copyOf(fields));
        }
        return records;
    }

    /// One record with its line end.
    public static String line(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
