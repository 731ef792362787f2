package dev.elasticcloud.console.shell;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Lists all keyboard shortcuts.
final class ShortcutsView extends HBox {

    private static final List<Map.Entry<String, String>> EVERYWHERE =
            List.of(
                    Map.entry("?", "Show these shortcuts"),
                    Map.entry("Esc", "Close the topmost layer"),
                    Map.entry("Tab", "Next control"),
                    Map.entry("Shift+Tab", "Previous control"),
                    Map.entry("Enter or Space", "Press the focused button"),
                    Map.entry("← →", "Move a slider's thumb by one step"),
                    Map.entry("↑ ↓", "Next or previous row, choice or number"));

    private static final List<Map.Entry<String, String>> IN_A_TERMINAL =
            List.of(
                    Map.entry("Ctrl+Tab", "Leave it for the next control"),
                    Map.entry("Ctrl+Shift+Tab", "Leave it for the previous control"),
                    Map.entry("Ctrl+Shift+C", "Copy what is selected"),
                    Map.entry("Ctrl+Shift+V", "Paste"),
                    Map.entry("Shift+PgUp", "Scroll back"),
                    Map.entry("Shift+PgDn", "Scroll forward"));

    ShortcutsView(List<Screen> screens, List<WindowAction> actions) {
        getStyleClass().add("shortcuts");
        GridPane left = table();
        screens.forEach(screen -> add(left, screen.shortcut().getDisplayText(), screen.title()));
        GridPane right = table();
        actions.stream()
                .filter(action -> !action.keysText().isEmpty())
                .forEach(action -> add(right, action.keysText(), action.title()));
        EVERYWHERE.forEach(each -> add(right, each.getKey(), each.getValue()));
        GridPane below = table();
        IN_A_TERMINAL.forEach(each -> add(below, each.getKey(), each.getValue()));
        VBox first = new VBox(16, titled("Screens", left), titled("In a terminal", below));
        getChildren().addAll(first, titled("Everywhere", right));
        setFocusTraversable(true);
        setAccessibleText("Keyboard shortcuts");
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
