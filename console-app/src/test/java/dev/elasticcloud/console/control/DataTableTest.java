package dev.elasticcloud.console.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// A table whose columns go while there is no room for them.
class DataTableTest {

    private static <T> T onFx(Callable<T> task) throws Exception {
        FxToolkit.registerPrimaryStage();
        return WaitForAsyncUtils.asyncFx(task).get(20, TimeUnit.SECONDS);
    }

    private static DataTable<String, String> table() {
        Rows<String, String> rows = new Rows<>(row -> row);
        rows.show(List.of("one"));
        DataTable<String, String> table = new DataTable<>(rows, "words", "No word.");
        for (String title : List.of("Word", "Length", "Origin")) {
            table.column(title, 100, word -> word, Comparator.naturalOrder());
        }
        return table;
    }

    @Test
    void theHeadTellsWhichColumnsThereIsNoRoomFor() throws Exception {
        DataTable<String, String> table = onFx(DataTableTest::table);
        Pane chooser =
                onFx(
                        () -> {
                            Pane boxes = (Pane) table.columnChooser("", ids -> {});
                            table.spare(column(table, 2), column(table, 1));
                            table.resize(220, 100);
                            return boxes;
                        });
        assertThat(column(table, 2).isVisible()).isFalse();
        Label missing = (Label) column(table, 0).getGraphic();
        assertThat(missing.getText()).isEqualTo("+1");
        assertThat(missing.getTooltip().getText())
                .isEqualTo("No room for: Origin. Widen the window.");
        CheckBox origin = (CheckBox) chooser.lookup("#show-column-origin");
        assertThat(origin.getText()).isEqualTo("Origin (no room)");
        assertThat(origin.isSelected()).isTrue();
        onFx(
                () -> {
                    table.resize(400, 100);
                    return true;
                });
        assertThat(column(table, 0).getGraphic()).isNull();
        assertThat(table.getAccessibleHelp()).isEmpty();
        assertThat(origin.getText()).isEqualTo("Origin");
    }

    @Test
    void aColumnThatTheUserHidIsNotMissed() throws Exception {
        DataTable<String, String> table = onFx(DataTableTest::table);
        onFx(
                () -> {
                    Pane chooser = (Pane) table.columnChooser("", ids -> {});
                    table.spare(column(table, 2), column(table, 1));
                    table.resize(220, 100);
                    ((CheckBox) chooser.lookup("#show-column-origin")).setSelected(false);
                    return true;
                });
        assertThat(column(table, 0).getGraphic()).isNull();
        assertThat(column(table, 1).isVisible()).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static TableColumn<Row<String, String>, String> column(
            DataTable<String, String> table, int index) {
        return (TableColumn<Row<String, String>, String>) table.getColumns().get(index);
    }
}
