package dev.elasticcloud.console.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lists items of one kind: as columns for people, as named values for programs.
///
/// @param columns with a title if people see them, and a key if programs do
public record Table<T>(List<Column<T>> columns) {

    private static final String GAP = "  ";

    /// One value of each item.
    ///
    /// @param title above the column; empty when only programs see it
    /// @param key its name in JSON; empty when only people see it
    record Column<T>(
            String title,
            String key,
            Function<T, String> text,
            Function<T, @Nullable Object> value,
            Function<T, AnsiStyle> style) {}

    public Table {
        columns = List.copyOf(columns);
    }

    public static <T> Table<T> empty() {
        return new Table<>(List.of());
    }

    /// Adds a value with the same form for people and programs.
    public Table<T> with(String title, String key, Function<T, @Nullable Object> value) {
        return with(title, key, row -> Formats.of(value.apply(row)), value);
    }

    /// Adds a value with a separate text for people.
    public Table<T> with(
            String title,
            String key,
            Function<T, String> text,
            Function<T, @Nullable Object> value) {
        return plus(new Column<>(title, key, text, value, row -> AnsiStyle.PLAIN));
    }

    /// Adds a text for people.
    public Table<T> words(String title, Function<T, String> text) {
        return plus(new Column<>(title, "", text, row -> null, row -> AnsiStyle.PLAIN));
    }

    /// Adds a value for programs.
    public Table<T> data(String key, Function<T, @Nullable Object> value) {
        return plus(new Column<>("", key, row -> "", value, row -> AnsiStyle.PLAIN));
    }

    /// Colours the column added last.
    public Table<T> styled(Function<T, AnsiStyle> style) {
        List<Column<T>> changed = new ArrayList<>(columns);
        Column<T> last = changed.removeLast();
        changed.add(new Column<>(last.title(), last.key(), last.text(), last.value(), style));
        return new Table<>(changed);
    }

    private Table<T> plus(Column<T> column) {
        List<Column<T>> changed = new ArrayList<>(columns);
        changed.add(column);
        return new Table<>(changed);
    }

    /// Writes a line of titles and a line for each row, in aligned columns.
    public String render(List<T> rows, boolean coloured) {
        List<Column<T>> shown = columns.stream().filter(c -> !c.title().isEmpty()).toList();
        List<List<String>> cells = rows.stream().map(row -> cells(shown, row)).toList();
        int[] widths = new int[shown.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            shown.get(i).title().length(),
                            cells.stream().mapToInt(c -> width(c.get(column))).max().orElse(0));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            append(
                    text,
                    shown.get(i).title(),
                    coloured ? AnsiStyle.FAINT : AnsiStyle.PLAIN,
                    widths,
                    i);
        }
        for (int r = 0; r < rows.size(); r++) {
            text.append(System.lineSeparator());
            for (int i = 0; i < widths.length; i++) {
                AnsiStyle style =
                        coloured ? shown.get(i).style().apply(rows.get(r)) : AnsiStyle.PLAIN;
                append(text, cells.get(r).get(i), style, widths, i);
            }
        }
        return text.toString();
    }

    private static <T> List<String> cells(List<Column<T>> shown, T row) {
        return shown.stream().map(c -> TerminalText.cell(c.text().apply(row))).toList();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void append(
            StringBuilder line, String cell, AnsiStyle style, int[] widths, int i) {
        line.append(style.paint(cell));
        if (i < widths.length - 1) {
            line.repeat(' ', widths[i] - width(cell)).append(GAP);
        }
    }

    /// Writes one row as lines, each with a title and its text.
    public String describe(T row, boolean coloured) {
        List<Column<T>> shown = columns.stream().filter(c -> !c.title().isEmpty()).toList();
        int widest = shown.stream().mapToInt(c -> c.title().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Column<T> column : shown) {
            if (!text.isEmpty()) {
                text.append(System.lineSeparator());
            }
            String title = column.title() + ":";
            text.append(coloured ? AnsiStyle.FAINT.paint(title) : title)
                    .repeat(' ', widest + 1 - column.title().length() - 1)
                    .append(GAP)
                    .append(
                            (coloured ? column.style().apply(row) : AnsiStyle.PLAIN)
                                    .paint(TerminalText.escaped(column.text().apply(row))));
        }
        return text.toString();
    }

    /// One row as named values.
    public Map<String, @Nullable Object> data(T row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Column<T> column : columns) {
            if (!column.key().isEmpty()) {
                values.put(column.key(), Formats.plain(column.value().apply(row)));
            }
        }
        return values;
    }
}
