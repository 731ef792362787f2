package dev.elasticcloud.console.cli.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Writes to a terminal what commands print, and lets nothing through that would command it but
/// colours. All commands write through it, so that none need think of it.
///
/// In JSON the escapes are those of JSON, so that the values stay exact.
public final class TerminalWriter extends FilterWriter {

    private static final int LONGEST_COLOUR = 32;

    /// The beginning of what may become a colour.
    private final StringBuilder open = new StringBuilder();

    public TerminalWriter(Writer terminal) {
        super(terminal);
    }

    @Override
    public void write(int c) throws IOException {
        synchronized (lock) {
            StringBuilder shown = new StringBuilder();
            take((char) c, shown);
            out.write(shown.toString());
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        synchronized (lock) {
            StringBuilder shown = new StringBuilder(length + 16);
            for (int i = offset; i < offset + length; i++) {
                take(text.charAt(i), shown);
            }
            out.write(shown.toString());
        }
    }

    private void take(char c, StringBuilder shown) {
        if (c == '\u001b') {
            escapeOpen(shown);
            open.append(c);
        } else if (open.isEmpty()) {
            // Windows ends lines with both
            if (c == '\r' && System.lineSeparator().equals("\r\n")) {
                shown.append(c);
            } else {
                TerminalText.append(shown, c);
            }
        } else {
            open.append(c);
            if (c == 'm' && open.length() > 2) {
                shown.append(open);
                open.setLength(0);
            } else if (!continues(c)) {
                escapeOpen(shown);
            }
        }
    }

    private boolean continues(char c) {
        return open.length() == 2
                ? c == '['
                : open.length() < LONGEST_COLOUR && (c >= '0' && c <= '9' || c == ';' || c == ':');
    }

    /// Writes what did not become a colour.
    private void escapeOpen(StringBuilder shown) {
        for (int i = 0; i < open.length(); i++) {
            TerminalText.append(shown, open.charAt(i));
        }
        open.setLength(0);
    }

    /// What is open stays so: its end may come with the next words.
    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            StringBuilder shown = new StringBuilder();
            escapeOpen(shown);
            out.write(shown.toString());
            out.close();
        }
    }
}
