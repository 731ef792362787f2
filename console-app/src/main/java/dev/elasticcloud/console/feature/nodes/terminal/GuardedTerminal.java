package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.util.List;

/// JediTerm's terminal for programs that nobody trusts: it takes no titles and commands, is resized
/// by its window only, and no number in a sequence makes it work or keep more than a screen.
final class GuardedTerminal extends JediTerminal {

    GuardedTerminal(TerminalDisplay display, TerminalTextBuffer buffer, StyleState style) {
        super(display, buffer, style);
    }

    @Override
    public void resize(TermSize size, RequestOrigin origin) {
        if (origin == RequestOrigin.User) {
            super.resize(size, origin);
        }
    }

    @Override
    public void setWindowTitle(String name) {}

    @Override
    public void saveWindowTitleOnStack() {}

    @Override
    public void restoreWindowTitleFromStack() {}

    @Override
    public void processCustomCommand(List<String> words) {}

    @Override
    public void setLinkUriStarted(String uri) {}

    @Override
    public void setScrollingRegion(int top, int bottom) {
        if (top < Math.min(bottom, getTerminalHeight())) {
            super.setScrollingRegion(top, bottom);
        }
    }

    @Override
    public void linePositionAbsolute(int line) {
        super.linePositionAbsolute(Math.clamp(line, 1, getTerminalHeight()));
    }

    @Override
    public void cursorPosition(int column, int line) {
        super.cursorPosition(column, Math.clamp(line, 1, getTerminalHeight()));
    }

    @Override
    public void cursorUp(int count) {
        super.cursorUp(lines(count));
    }

    @Override
    public void cursorDown(int count) {
        super.cursorDown(lines(count));
    }

    @Override
    public void cursorForward(int count) {
        super.cursorForward(columns(count));
    }

    @Override
    public void cursorBackward(int count) {
        super.cursorBackward(columns(count));
    }

    @Override
    public void scrollDown(int count) {
        super.scrollDown(Math.clamp(count, -getTerminalHeight(), getTerminalHeight()));
    }

    @Override
    public void insertLines(int count) {
        super.insertLines(lines(count));
    }

    @Override
    public void deleteLines(int count) {
        super.deleteLines(lines(count));
    }

    @Override
    public void insertBlankCharacters(int count) {
        super.insertBlankCharacters(columns(count));
    }

    @Override
    public void deleteCharacters(int count) {
        super.deleteCharacters(columns(count));
    }

    @Override
    public void eraseCharacters(int count) {
        super.eraseCharacters(columns(count));
    }

    private int lines(int count) {
        return Math.clamp(count, 0, getTerminalHeight());
    }

    private int columns(int count) {
        return Math.clamp(count, 0, getTerminalWidth());
    }
}
