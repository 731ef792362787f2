package dev.elasticcloud.console.feature.nodes.terminal;

/// A part of a terminal's text.
///
/// @param line the first line; 0 is the top of the screen, lines that have scrolled away are negative
/// @param column its first cell
/// @param lastLine the last line, included
/// @param end the cell after its last one
record TextRange(int line, int column, int lastLine, int end) {

    /// Between two places, whichever comes first, each included.
    static TextRange between(int line, int column, int otherLine, int otherColumn) {
        boolean forward = otherLine > line || (otherLine == line && otherColumn >= column);
        return forward
                ? new TextRange(line, column, otherLine, otherColumn + 1)
                : new TextRange(otherLine, otherColumn, line, column + 1);
    }

    /// The same text after lines have scrolled away.
    TextRange scrolled(long lines) {
        return new TextRange(
                Math.toIntExact(line - lines), column, Math.toIntExact(lastLine - lines), end);
    }

    /// The first cell of a line in it.
    int from(int ofLine) {
        return ofLine == line ? column : 0;
    }

    /// The cell after the last one of a line in it.
    int to(int ofLine, int columns) {
        return ofLine == lastLine ? Math.min(end, columns) : columns;
    }

    boolean contains(int someLine) {
        return someLine >= line && someLine <= lastLine;
    }
}
