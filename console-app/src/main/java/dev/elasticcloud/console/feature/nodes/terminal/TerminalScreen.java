package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalLine;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.TermSize;
import dev.elasticcloud.manager.model.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The screen of a terminal: what was printed, as cells with styles, and the lines that have
/// scrolled away. JediTerm's emulator interprets what is printed. Can be used by several threads.
final class TerminalScreen {

    /// How many lines that have scrolled away are kept.
    static final int HISTORY = 2_000;

    private static final char NOTHING = 0;

    private final PrintedChars printed = new PrintedChars();
    private final Display display = new Display();
    private final TerminalTextBuffer buffer;
    private final GuardedTerminal terminal;
    private final JediEmulator emulator;
    private @Nullable TerminalLine lastGone;
    private long scrolled;

    /// @param answers receives what the emulator answers to questions of the program, such as where
    ///     the cursor is
    TerminalScreen(TerminalSize size, Consumer<byte[]> answers) {
        StyleState style = new StyleState();
        TermSize smallest = fitted(size);
        buffer =
                new TerminalTextBuffer(
                        smallest.getColumns(), smallest.getRows(), style, HISTORY, null);
        terminal = new GuardedTerminal(display, buffer, style);
        terminal.setTerminalOutput(new Answers(answers));
        emulator = new JediEmulator(printed, terminal);
    }

    private static TermSize fitted(TerminalSize size) {
        return GuardedTerminal.ensureTermMinimumSize(new TermSize(size.columns(), size.rows()));
    }

    synchronized void print(byte[] bytes) {
        printed.add(bytes);
        while (!printed.isEmpty()) {
            printed.mark();
            interpretNext();
            countScrolled();
            if (!emulator.hasNext()) {
                emulator.resetEof();
                printed.rewind();
                return;
            }
        }
    }

    private void interpretNext() {
        try {
            emulator.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // A sequence that makes no sense to the emulator is none; its text must reach no log.
        }
    }

    /// Once as many lines are kept as may be, their number no longer tells how many scroll away.
    private void countScrolled() {
        if (buffer.isUsingAlternateBuffer()) {
            return; // it has a history of its own
        }
        int history = buffer.getHistoryLinesCount();
        TerminalLine last = history == 0 ? null : buffer.getLine(-1);
        if (last != lastGone) {
            int since = 0;
            while (since < history && buffer.getLine(-1 - since) != lastGone) {
                since++;
            }
            scrolled += since;
            lastGone = last;
        }
    }

    synchronized void resize(TerminalSize size) {
        int width = buffer.getWidth();
        int before = buffer.getHistoryLinesCount();
        terminal.resize(fitted(size), RequestOrigin.User);
        if (buffer.isUsingAlternateBuffer()) {
            return;
        }
        int history = buffer.getHistoryLinesCount();
        if (buffer.getWidth() == width) {
            scrolled += history - before; // a lower screen moves lines away, a taller one back
        }
        lastGone = history == 0 ? null : buffer.getLine(-1);
    }

    /// @param back by how many lines to scroll back; at most what there is
    synchronized ScreenFrame frame(int back) {
        int history = buffer.getHistoryLinesCount();
        int shownBack = Math.clamp(back, 0, history);
        List<ScreenFrame.Row> rows = new ArrayList<>();
        for (int row = 0; row < buffer.getHeight(); row++) {
            rows.add(row(buffer.getLine(row - shownBack)));
        }
        int cursorRow = terminal.getCursorY() - 1 + shownBack;
        boolean seen = display.cursorVisible && cursorRow >= 0 && cursorRow < rows.size();
        int cursorColumn = Math.min(terminal.getCursorX(), buffer.getWidth()) - 1;
        return new ScreenFrame(
                rows,
                buffer.getWidth(),
                shownBack,
                history,
                scrolled,
                seen ? new ScreenFrame.Cursor(cursorColumn, cursorRow, display.shape) : null,
                buffer.isUsingAlternateBuffer());
    }

    private static ScreenFrame.Row row(TerminalLine line) {
        List<ScreenFrame.Run> runs = new ArrayList<>();
        int column = 0;
        for (TerminalLine.TextEntry entry : line.getEntries()) {
            String text = entry.getText().toString().replace(NOTHING, ' ');
            runs.add(new ScreenFrame.Run(column, text, entry.getStyle()));
            column += entry.getLength();
        }
        return new ScreenFrame.Row(runs);
    }

    /// The text of a range. Lines that a long line was wrapped into are one.
    synchronized String text(TextRange range) {
        StringBuilder text = new StringBuilder();
        int first = Math.max(range.line(), -buffer.getHistoryLinesCount());
        int last = Math.min(range.lastLine(), buffer.getHeight() - 1);
        for (int line = first; line <= last; line++) {
            TerminalLine each = buffer.getLine(line);
            String cells = each.getText().replace(NOTHING, ' ');
            int to = Math.min(range.to(line, buffer.getWidth()), cells.length());
            int from = Math.min(range.from(line), to);
            String part = cells.substring(from, to).replace("" + ScreenFrame.SECOND_HALF, "");
            boolean whole = each.isWrapped();
            text.append(whole ? part : part.stripTrailing());
            if (line < last && !whole) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /// Everything on the screen.
    synchronized String text() {
        return text(new TextRange(0, 0, buffer.getHeight() - 1, buffer.getWidth()));
    }

    /// What a key sends that types no character; absent when it sends nothing.
    ///
    /// @param key its code in AWT, which JavaFX has kept
    /// @param modifiers of [com.techsenger.jeditermfx.core.input.InputEvent]
    synchronized byte @Nullable [] codeOf(int key, int modifiers) {
        return terminal.getCodeForKey(key, modifiers);
    }

    /// Whether the program wants to know what was pasted and not typed.
    synchronized boolean marksPasted() {
        return display.marksPasted;
    }

    /// What the emulator sends by itself.
    private record Answers(Consumer<byte[]> receiver) implements TerminalOutputStream {

        @Override
        public void sendBytes(byte[] bytes, boolean typed) {
            receiver.accept(bytes);
        }

        @Override
        public void sendString(String text, boolean typed) {
            receiver.accept(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// What the emulator wants of a window. Titles, bells and reports of the mouse are left out.
    private static final class Display implements TerminalDisplay {

        private boolean cursorVisible = true;
        private boolean marksPasted;
        private CursorShape shape = CursorShape.STEADY_BLOCK;

        @Override
        public void setCursor(int x, int y) {}

        @Override
        public void setCursorShape(@Nullable CursorShape changed) {
            shape = changed == null ? CursorShape.STEADY_BLOCK : changed;
        }

        @Override
        public void setCursorVisible(boolean visible) {
            cursorVisible = visible;
        }

        @Override
        public void setBracketedPasteMode(boolean on) {
            marksPasted = on;
        }

        @Override
        public void beep() {}

        @Override
        public void scrollArea(int top, int size, int by) {}

        @Override
        public void useAlternateScreenBuffer(boolean on) {}

        @Override
        public String getWindowTitle() {
            return "";
        }

        @Override
        public void setWindowTitle(String title) {}

        @Override
        public @Nullable TerminalSelection getSelection() {
            return null;
        }

        @Override
        public void terminalMouseModeSet(MouseMode mode) {}

        @Override
        public void setMouseFormat(MouseFormat format) {}

        @Override
        public boolean ambiguousCharsAreDoubleWidth() {
            return false;
        }
    }
}
