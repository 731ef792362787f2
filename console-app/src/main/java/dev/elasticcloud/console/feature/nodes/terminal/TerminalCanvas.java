package dev.elasticcloud.console.feature.nodes.terminal;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.TakesKeys;
import dev.elasticcloud.manager.model.TerminalSize;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The cells of a terminal: paints them when they have changed, and passes keys on. Only the user
/// copies and pastes.
final class TerminalCanvas extends Region implements TakesKeys {

    private static final double WHEEL_LINES = 3;

    private final TerminalModel model;
    private final Consumer<String> copy;
    private final TerminalPainter painter = new TerminalPainter(this::repaint);
    private final ScrollBar bar = new ScrollBar();
    private ScreenFrame frame;
    private int back;
    private @Nullable TextRange selected;
    private String selectedText = "";
    private int pressedLine;
    private int pressedColumn;
    private boolean stale;

    TerminalCanvas(TerminalModel model, Consumer<String> copy) {
        this.model = model;
        this.copy = copy;
        this.frame = model.screen().frame(0);
        getStyleClass().add("cells");
        setId("terminal");
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(text("nodes.terminal.accessible.canvas", model.node()));
        setFocusTraversable(true);
        setMinSize(120, 60);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.setAccessibleText(text("nodes.terminal.accessible.scrolled"));
        bar.valueProperty().addListener((o, before, now) -> scrollTo(now.doubleValue()));
        getChildren().addAll(painter.swatches(), painter.canvas(), bar);
        focusedProperty().addListener((o, before, now) -> repaint());
        model.changesProperty().addListener((o, before, now) -> show());
        model.stageProperty().addListener((o, before, now) -> repaint());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::mousePressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::mouseDragged);
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
    }

    @Override
    public boolean takesKeys() {
        return model.isLive();
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.TEXT
                ? model.screen().text()
                : super.queryAccessibleAttribute(attribute, parameters);
    }

    /// Shows what the screen is now. Who has scrolled back stays where they read.
    private void show() {
        ScreenFrame now = model.screen().frame(back);
        int scrolled = Math.toIntExact(now.scrolled() - frame.scrolled());
        if (back > 0 && scrolled != 0) {
            back = Math.clamp((long) back + scrolled, 0, now.history());
            now = model.screen().frame(back);
        }
        back = now.back();
        pressedLine -= scrolled;
        TextRange range = selected;
        if (range != null) {
            selected = range.scrolled(scrolled);
            if (!model.screen().text(selected).equals(selectedText)) {
                select(null);
            }
        }
        boolean same = now.equals(frame);
        frame = now;
        showBar();
        if (!same) {
            repaint();
        }
    }

    private void showBar() {
        int rows = frame.rows().size();
        bar.setVisible(frame.history() > 0);
        bar.setMin(0);
        bar.setMax(frame.history());
        bar.setVisibleAmount((double) rows * frame.history() / (rows + frame.history()));
        bar.setBlockIncrement(rows);
        bar.setValue(frame.history() - frame.back());
    }

    private void scrollTo(double value) {
        scrollBack(frame.history() - (int) Math.round(value));
    }

    private void scrollBack(int lines) {
        int wanted = Math.clamp(lines, 0, frame.history());
        if (wanted != back) {
            back = wanted;
            show();
        }
    }

    /// Several things change together, such as all colours with the theme: one layout paints once.
    private void repaint() {
        stale = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double barWidth = Math.ceil(bar.prefWidth(-1));
        double width = Math.max(0, getWidth() - insets.getLeft() - insets.getRight() - barWidth);
        double height = Math.max(0, getHeight() - insets.getTop() - insets.getBottom());
        bar.resizeRelocate(
                getWidth() - insets.getRight() - barWidth, insets.getTop(), barWidth, height);
        painter.canvas().relocate(insets.getLeft(), insets.getTop());
        if (width != painter.canvas().getWidth() || height != painter.canvas().getHeight()) {
            painter.canvas().setWidth(width);
            painter.canvas().setHeight(height);
            stale = true;
        }
        if (stale) {
            stale = false;
            painter.paint(frame, selected, isFocused() && model.isOpen());
        }
        int columns = (int) (width / painter.cellWidth());
        int rows = (int) (height / painter.cellHeight());
        if (columns > 1 && rows > 1) {
            model.resize(
                    new TerminalSize(
                            Math.min(columns, TerminalSize.MOST),
                            Math.min(rows, TerminalSize.MOST)));
        }
    }

    private void pressed(KeyEvent event) {
        boolean both = event.isControlDown() && event.isShiftDown();
        KeyCode key = event.getCode();
        if (key == KeyCode.TAB && event.isControlDown()) {
            requestFocusTraversal(both ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        } else if (key == KeyCode.C && (both || event.isMetaDown())) {
            copySelected();
        } else if (key == KeyCode.V && (both || event.isMetaDown())) {
            paste();
        } else if (key == KeyCode.PAGE_UP && event.isShiftDown()) {
            scrollBack(back + frame.rows().size() - 1);
        } else if (key == KeyCode.PAGE_DOWN && event.isShiftDown()) {
            scrollBack(back - frame.rows().size() + 1);
        } else if (event.isMetaDown() || !model.isOpen()) {
            return;
        } else {
            send(TerminalKeys.pressed(event, model.screen()));
        }
        event.consume();
    }

    private void typed(KeyEvent event) {
        if (model.isOpen() && !event.isMetaDown()) {
            send(TerminalKeys.typed(event));
            event.consume();
        }
    }

    private void send(byte[] code) {
        if (code.length > 0) {
            select(null);
            scrollBack(0);
            model.type(code);
        }
    }

    private void copySelected() {
        if (selected != null) {
            copy.accept(selectedText);
        }
    }

    private void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null) {
            scrollBack(0);
            model.paste(text);
        }
    }

    private void mousePressed(MouseEvent event) {
        requestFocus();
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        pressedLine = line(event);
        pressedColumn = column(event);
        switch (event.getClickCount()) {
            case 1 -> select(null);
            case 2 -> select(word());
            default -> select(new TextRange(pressedLine, 0, pressedLine, frame.columns()));
        }
        event.consume();
    }

    private void mouseDragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            select(TextRange.between(pressedLine, pressedColumn, line(event), column(event)));
            event.consume();
        }
    }

    /// What is between blanks around the place that was pressed.
    private @Nullable TextRange word() {
        String line =
                model.screen().text(new TextRange(pressedLine, 0, pressedLine, frame.columns()));
        if (pressedColumn >= line.length() || line.charAt(pressedColumn) == ' ') {
            return null;
        }
        int from = line.lastIndexOf(' ', pressedColumn) + 1;
        int end = line.indexOf(' ', pressedColumn);
        return new TextRange(pressedLine, from, pressedLine, end < 0 ? line.length() : end);
    }

    private void select(@Nullable TextRange range) {
        if (range != null || selected != null) {
            selected = range;
            selectedText = range == null ? "" : model.screen().text(range);
            repaint();
        }
    }

    private int line(MouseEvent event) {
        int row = (int) ((event.getY() - getInsets().getTop()) / painter.cellHeight());
        return Math.clamp(row, 0, frame.rows().size() - 1) - frame.back();
    }

    private int column(MouseEvent event) {
        int column = (int) ((event.getX() - getInsets().getLeft()) / painter.cellWidth());
        return Math.clamp(column, 0, frame.columns() - 1);
    }

    /// Scrolls back; a program that uses the whole screen scrolls by its arrow keys.
    private void wheel(ScrollEvent event) {
        int lines = (int) Math.copySign(WHEEL_LINES, event.getDeltaY());
        if (event.getDeltaY() == 0) {
            return;
        }
        if (frame.alternate()) {
            byte[] arrow =
                    model.screen().codeOf((lines > 0 ? KeyCode.UP : KeyCode.DOWN).getCode(), 0);
            for (int i = 0; arrow != null && i < WHEEL_LINES; i++) {
                model.type(arrow);
            }
        } else {
            scrollBack(back + lines);
        }
        event.consume();
    }
}
