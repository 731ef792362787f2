package dev.elasticcloud.manager.haproxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Parses HAProxy's tables by the column names in their header, so columns that other versions add
/// or move do not matter.
final class ShowStat {

    /// The longest number that fits a `long` without a check.
    private static final int MOST_DIGITS = 18;

    private ShowStat() {}

    /// One line of a table.
    record Row(Map<String, String> values) {

        Row {
            values = Map.copyOf(values);
        }

        String text(String column) {
            return values.getOrDefault(column, "");
        }

        /// The number in a column; 0 when it holds none.
        long number(String column) {
            String text = text(column);
            long number = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9 || i >= MOST_DIGITS) {
                    return 0;
                }
                number = number * 10 + digit;
            }
            return number;
        }
    }

    /// The rows of `show stat` within a longer output.
    static List<Row> stat(String output) {
        return table(output, "# pxname,", ",");
    }

    /// The rows of `show servers state` within a longer output.
    static List<Row> serversState(String output) {
        return table(output, "# be_id ", " ");
    }

    private static List<Row> table(String output, String begin, String separator) {
        List<Row> rows = new ArrayList<>();
        String[] header = null;
        for (String line : output.split("\\R", -1)) {
            if (line.startsWith(begin)) {
                header = line.substring(2).split(separator, -1);
            } else if (header != null && line.isBlank()) {
                break;
            } else if (header != null) {
                rows.add(row(header, line.split(separator, -1)));
            }
        }
        return rows;
    }

    private static Row row(String[] header, String[] cells) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.min(header.length, cells.length); i++) {
            if (!header[i].isEmpty()) {
                values.put(header[i], cells[i]);
            }
        }
        return new Row(values);
    }
}
