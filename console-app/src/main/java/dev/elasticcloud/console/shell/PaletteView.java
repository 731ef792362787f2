package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.shell.PaletteModel.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The command palette: type a few letters of a screen, pod, node or command, and press Enter.
final class PaletteView extends VBox {

    private static final int MOST = 11;
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Function<String, List<Entry>> find;
    private final Consumer<Entry> onRun;
    private final TextField field = new TextField();
    private final VBox rows = new VBox();
    private final Label count = new Label();
    private List<Entry> found = List.of();
    private int current;

    /// @param find finds the entries that match a typed text, best first
    /// @param onRun receives the entry that was chosen
    PaletteView(Function<String, List<Entry>> find, Consumer<Entry> onRun) {
        this.find = find;
        this.onRun = onRun;
        getStyleClass().add("palette");
        setAccessibleText(text("shell.palette.accessible"));
        field.setId("palette-field");
        field.setPromptText(text("shell.palette.prompt"));
        field.setAccessibleText(text("shell.palette.search"));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::navigate);
        field.textProperty().addListener((o, before, now) -> show(now));
        HBox.setHgrow(field, Priority.ALWAYS);
        count.getStyleClass().add("count");
        count.setMinWidth(USE_PREF_SIZE);
        HBox top = new HBox(new FontIcon(Feather.SEARCH), field, count);
        top.getStyleClass().add("top");
        top.setAlignment(Pos.CENTER_LEFT);
        rows.getStyleClass().add("rows");
        HBox foot =
                new HBox(
                        Keys.hint("↑ ↓", text("shell.palette.choose")),
                        Keys.hint("Enter", text("shell.palette.run")),
                        Keys.hint("Esc", text("shell.palette.close")));
        foot.getStyleClass().add("foot");
        getChildren().addAll(top, rows, foot);
        show("");
    }

    private void navigate(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> select(current + 1);
            case UP -> select(current - 1);
            case PAGE_DOWN -> select(Math.min(shown() - 1, current + MOST / 2));
            case PAGE_UP -> select(Math.max(0, current - MOST / 2));
            case ENTER -> runCurrent();
            case TAB -> select(event.isShiftDown() ? current - 1 : current + 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private int shown() {
        return Math.min(MOST, found.size());
    }

    private void show(String typed) {
        found = find.apply(typed);
        List<Node> fresh = new ArrayList<>();
        for (int i = 0; i < shown(); i++) {
            fresh.add(row(found.get(i), i));
        }
        if (found.isEmpty()) {
            Label none = new Label(text("shell.palette.nothing", typed.strip()));
            none.getStyleClass().add("none");
            fresh.add(none);
        }
        rows.getChildren().setAll(fresh);
        count.setText(counted(found.size(), typed.isBlank()));
        select(0);
    }

    private static String counted(int found, boolean all) {
        if (found <= MOST) {
            return text("shell.palette.found", found);
        }
        return all
                ? text("shell.palette.some", MOST, found)
                : text("shell.palette.best", MOST, found);
    }

    private HBox row(Entry entry, int index) {
        FontIcon icon =
                new FontIcon(
                        switch (entry.kind()) {
                            case SCREEN -> Feather.ARROW_RIGHT;
                            case ACTION -> Feather.ZAP;
                            case POD -> Feather.LAYERS;
                            case NODE -> Feather.BOX;
                        });
        Label title = new Label(entry.title());
        title.getStyleClass().add("title");
        title.setMinWidth(USE_PREF_SIZE);
        Label detail = new Label(entry.refusal().isEmpty() ? entry.detail() : entry.refusal());
        detail.getStyleClass().add("detail");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(icon, title, detail, space);
        if (!entry.keys().isEmpty()) {
            row.getChildren().add(Keys.keys(entry.keys()));
        }
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        row.pseudoClassStateChanged(REFUSED, !entry.refusal().isEmpty());
        row.setOnMouseMoved(event -> select(index));
        row.setOnMouseClicked(
                event -> {
                    select(index);
                    runCurrent();
                });
        return row;
    }

    /// Makes a row the current one; wraps around at both ends.
    private void select(int index) {
        if (shown() == 0) {
            field.setAccessibleHelp(text("shell.palette.nothingFound"));
            return;
        }
        current = Math.floorMod(index, shown());
        for (int i = 0; i < rows.getChildren().size(); i++) {
            rows.getChildren().get(i).pseudoClassStateChanged(CURRENT, i == current);
        }
        field.setAccessibleHelp(text("shell.palette.pressEnter", found.get(current).title()));
    }

    private void runCurrent() {
        if (current < shown()) {
            onRun.accept(found.get(current));
        }
    }
}
