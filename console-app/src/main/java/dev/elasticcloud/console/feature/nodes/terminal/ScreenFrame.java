package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TextStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a terminal shows at one moment.
///
/// @param rows from the top
/// @param back by how many lines it is scrolled back
/// @param history how many lines have scrolled away and can be shown
/// @param scrolled how many lines have ever scrolled away
/// @param cursor absent while it is hidden or out of sight
/// @param alternate whether a program uses the whole screen, such as an editor
record ScreenFrame(
        List<Row> rows,
        int columns,
        int back,
        int history,
        long scrolled,
        @Nullable Cursor cursor,
        boolean alternate) {

    /// One line.
    record Row(List<Run> runs) {

        Row {
            runs = List.copyOf(runs);
        }
    }

    /// Cells of one style.
    ///
    /// @param column where it begins
    /// @param text a character for each cell; the second cell of a wide one has [#SECOND_HALF]
    record Run(int column, String text, TextStyle style) {}

    record Cursor(int column, int row, CursorShape shape) {}

    /// What JediTerm puts into the second cell of a wide character.
    static final char SECOND_HALF = '\uE000';

    ScreenFrame {
        rows = List.copyOf(rows);
    }
}
