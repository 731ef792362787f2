package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Lists all keyboard shortcuts.
final class ShortcutsView extends HBox {

    /// Keys with what they do.
    private static List<Map.Entry<String, String>> everywhere() {
        return List.of(
                Map.entry("?", text("shell.shortcuts.these")),
                Map.entry("Esc", text("shell.shortcuts.escape")),
                Map.entry("Tab", text("shell.shortcuts.next")),
                Map.entry("Shift+Tab", text("shell.shortcuts.previous")),
                Map.entry(text("shell.shortcuts.enterOrSpace"), text("shell.shortcuts.press")),
                Map.entry("← →", text("shell.shortcuts.slider")),
                Map.entry("↑ ↓", text("shell.shortcuts.rows")));
    }

    private static List<Map.Entry<String, String>> inATerminal() {
        return List.of(
                Map.entry("Ctrl+Tab", text("shell.shortcuts.terminalNext")),
                Map.entry("Ctrl+Shift+Tab", text("shell.shortcuts.terminalPrevious")),
                Map.entry("Ctrl+Shift+C", text("shell.shortcuts.copy")),
                Map.entry("Ctrl+Shift+V", text("shell.shortcuts.paste")),
                Map.entry("Shift+PgUp", text("shell.shortcuts.back")),
                Map.entry("Shift+PgDn", text("shell.shortcuts.forward")));
    }

    ShortcutsView(List<Screen> screens, List<WindowAction> actions) {
        getStyleClass().add("shortcuts");
        GridPane left = table();
        screens.forEach(screen -> add(left, screen.shortcut().getDisplayText(), screen.title()));
        GridPane right = table();
        actions.stream()
                .filter(action -> !action.keysText().isEmpty())
                .forEach(action -> add(right, action.keysText(), action.title()));
        everywhere().forEach(each -> add(right, each.getKey(), each.getValue()));
        GridPane below = table();
        inATerminal().forEach(each -> add(below, each.getKey(), each.getValue()));
        VBox first =
                new VBox(
                        16,
                        titled(text("shell.shortcuts.screens"), left),
                        titled(text("shell.shortcuts.inTerminal"), below));
        getChildren().addAll(first, titled(text("shell.shortcuts.everywhere"), right));
        setFocusTraversable(true);
        setAccessibleText(text("shell.shortcuts.title"));
    }

    private static GridPane table() {
        GridPane table = new GridPane();
        table.getStyleClass().add("table");
        return table;
    }

    private static void add(GridPane table, String keys, String meaning) {
        Label does = new Label(meaning);
        does.setMinWidth(USE_PREF_SIZE);
        table.addRow(table.getRowCount(), Keys.keys(keys), does);
    }

    private static VBox titled(String title, GridPane table) {
        Label heading = new Label(title);
        heading.getStyleClass().add("heading");
        VBox box = new VBox(heading, table);
        box.getStyleClass().add("group");
        return box;
    }
}
