package dev.elasticcloud.manager.model;

/// The size of a terminal in characters.
public record TerminalSize(int columns, int rows) {

    public static final int MOST = 1_000;

    /// What programs expect of a terminal whose size is not known.
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    public TerminalSize {
        if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
            throw new IllegalArgumentException(
                    "A terminal has 1 to %d columns and rows, not %d × %d"
                            .formatted(MOST, columns, rows));
        }
    }
}
