package dev.elasticcloud.console.control;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/// A table of live rows. One row is the current one; it stays current when rows change places.
public final class DataTable<K, V> extends TableView<Row<K, V>> {

    /// The smallest share of its width that a column keeps.
    private static final double LEAST = 0.9;

    /// The width of the table's borders and scroll bar.
    private static final double BORDERS = 14;

    private final Rows<K, V> rows;
    private Consumer<@Nullable K> onCurrent = key -> {};
    private @Nullable K current;
    private boolean arranging;
    private final List<TableColumn<Row<K, V>, ?>> spared = new ArrayList<>();
    private final Set<TableColumn<Row<K, V>, ?>> unwanted = new HashSet<>();
    private final Map<TableColumn<Row<K, V>, ?>, Comparator<V>> orders = new HashMap<>();
    private final Map<TableColumn<Row<K, V>, ?>, CheckBox> boxes = new HashMap<>();
    private final Label missing = new Label();
    private final Tooltip missingTitles = new Tooltip();

    /// Draws a value in a cell; the same object draws all values that the cell shows over time.
    public interface Drawing<V> {
        Node node();

        void show(V value);
    }

    public DataTable(Rows<K, V> rows, String accessibleText, String empty) {
        this.rows = rows;
        getStyleClass().add("data-table");
        getStylesheets().add(Stylesheets.of(DataTable.class));
        setAccessibleText(accessibleText);
        missing.getStyleClass().add("missing");
        missing.setTooltip(missingTitles);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        showEmpty(empty);
        setItems(rows.list());
        setSortPolicy(table -> sortRows());
        rows.list().addListener((ListChangeListener<Row<K, V>>) change -> keepCurrent());
        getSelectionModel()
                .selectedItemProperty()
                .addListener((o, before, now) -> selected(now == null ? null : now.key()));
    }

    /// Sets which columns to hide when there is not enough room, the first of them first.
    @SafeVarargs
    public final void spare(TableColumn<Row<K, V>, V>... columns) {
        spared.addAll(List.of(columns));
        widthProperty().addListener((o, before, now) -> fit());
    }

    /// Shows the columns that the user selected, as far as they fit.
    private void fit() {
        double room = getWidth() - BORDERS;
        double needed =
                getColumns().stream()
                        .filter(column -> !unwanted.contains(column))
                        .mapToDouble(TableColumn::getMinWidth)
                        .sum();
        Set<TableColumn<Row<K, V>, ?>> gone = new HashSet<>(unwanted);
        for (TableColumn<Row<K, V>, ?> column : spared) {
            if (needed > room && room > 0 && gone.add(column)) {
                needed -= column.getMinWidth();
            }
        }
        getColumns().forEach(column -> column.setVisible(!gone.contains(column)));
        gone.removeAll(unwanted);
        showMissing(gone);
    }

    /// Shows in the header of the first column how many others do not fit, and which.
    private void showMissing(Set<TableColumn<Row<K, V>, ?>> gone) {
        boxes.forEach(
                (column, box) ->
                        box.setText(
                                gone.contains(column)
                                        ? text("control.table.noRoom", column.getText())
                                        : column.getText()));
        String titles =
                getColumns().stream()
                        .filter(gone::contains)
                        .map(TableColumn::getText)
                        .collect(Collectors.joining(", "));
        String words = gone.isEmpty() ? "" : text("control.table.noRoomFor", titles);
        missing.setText("+" + gone.size());
        missing.setAccessibleText(words);
        missingTitles.setText(words);
        setAccessibleHelp(words);
        getColumns().stream()
                .filter(column -> !column.getText().isEmpty())
                .findFirst()
                .ifPresent(first -> first.setGraphic(gone.isEmpty() ? null : missing));
    }

    /// The text of the table while it has no rows.
    public void showEmpty(String text) {
        if (getPlaceholder() instanceof Label shown && shown.getText().equals(text)) {
            return;
        }
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add("empty");
        setPlaceholder(label);
    }

    public void onCurrent(Consumer<@Nullable K> listener) {
        onCurrent = listener;
    }

    /// Makes a row the current one, if it is shown, without notifying the listener.
    public void showCurrent(@Nullable K key) {
        current = key;
        arranging = true;
        try {
            Row<K, V> found = find(key);
            if (found == null) {
                getSelectionModel().clearSelection();
            } else if (getSelectionModel().getSelectedItem() != found) {
                getSelectionModel().select(found);
                scrollTo(found);
            }
        } finally {
            arranging = false;
        }
    }

    private @Nullable Row<K, V> find(@Nullable K key) {
        return rows.list().stream().filter(row -> row.key().equals(key)).findFirst().orElse(null);
    }

    private void selected(@Nullable K key) {
        if (!arranging && !Objects.equals(key, current)) {
            current = key;
            onCurrent.accept(key);
        }
    }

    private void keepCurrent() {
        arranging = true;
        try {
            Row<K, V> found = find(current);
            if (found == null) {
                getSelectionModel().clearSelection();
            } else if (getSelectionModel().getSelectedItem() != found) {
                getSelectionModel().clearAndSelect(rows.list().indexOf(found));
            }
        } finally {
            arranging = false;
        }
    }

    private boolean sortRows() {
        Comparator<V> order = null;
        for (TableColumn<Row<K, V>, ?> column : getSortOrder()) {
            Comparator<V> one = orders.get(column);
            if (one != null) {
                boolean falling = column.getSortType() == TableColumn.SortType.DESCENDING;
                Comparator<V> next = falling ? one.reversed() : one;
                order = order == null ? next : order.thenComparing(next);
            }
        }
        rows.sort(order);
        return true;
    }

    /// Adds a column of text.
    public TableColumn<Row<K, V>, V> column(
            String title, double width, Function<V, String> text, Comparator<V> order) {
        return column(title, width, order, () -> new Text<>(text));
    }

    /// Adds a column of numbers, which are aligned right.
    public TableColumn<Row<K, V>, V> numbers(
            String title, double width, Function<V, String> text, Comparator<V> order) {
        TableColumn<Row<K, V>, V> column = column(title, width, text, order);
        column.getStyleClass().add("number");
        return column;
    }

    public TableColumn<Row<K, V>, V> column(
            String title, double width, Comparator<V> order, Supplier<Drawing<V>> drawing) {
        TableColumn<Row<K, V>, V> column = new TableColumn<>(title);
        column.setId("column-" + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, Math.max(44, width * LEAST)));
        column.setCellValueFactory(cell -> cell.getValue().valueProperty());
        orders.put(column, order);
        column.setReorderable(false);
        column.setCellFactory(c -> new DrawnCell<>(drawing.get()));
        getColumns().add(column);
        return column;
    }

    /// A check box for each column that shows or hides it; the first column is always shown.
    ///
    /// @param hidden the ids of columns that are not shown at first, separated by commas
    /// @param changed receives the ids of the hidden columns, in the same form
    public Node columnChooser(String hidden, Consumer<String> changed) {
        List<String> off = List.of(hidden.split(","));
        FlowPane pane = new FlowPane(14, 6);
        for (TableColumn<Row<K, V>, ?> column : getColumns()) {
            if (column.getText().isEmpty() || column == getColumns().getFirst()) {
                continue;
            }
            CheckBox box = new CheckBox(column.getText());
            box.setId("show-" + column.getId());
            box.setSelected(!off.contains(column.getId()));
            if (!box.isSelected()) {
                unwanted.add(column);
            }
            box.setAccessibleText(text("control.table.showColumn", column.getText()));
            box.selectedProperty()
                    .addListener(
                            (o, before, wanted) -> {
                                if (wanted) {
                                    unwanted.remove(column);
                                } else {
                                    unwanted.add(column);
                                }
                                fit();
                                changed.accept(unwantedIds());
                            });
            boxes.put(column, box);
            pane.getChildren().add(box);
        }
        pane.getStyleClass().add("column-chooser");
        fit();
        return pane;
    }

    private String unwantedIds() {
        return unwanted.stream().map(TableColumn::getId).sorted().collect(Collectors.joining(","));
    }

    private static final class Text<V> implements Drawing<V> {
        private final Label label = new Label();
        private final Function<V, String> text;

        Text(Function<V, String> text) {
            this.text = text;
        }

        @Override
        public Node node() {
            return label;
        }

        @Override
        public void show(V value) {
            label.setText(text.apply(value));
        }
    }

    private static final class DrawnCell<K, V> extends TableCell<Row<K, V>, V> {
        private final Drawing<V> drawing;

        DrawnCell(Drawing<V> drawing) {
            this.drawing = drawing;
            setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable V value, boolean empty) {
            super.updateItem(value, empty);
            if (empty || value == null) {
                setGraphic(null);
                return;
            }
            drawing.show(value);
            if (getGraphic() == null) {
                setGraphic(drawing.node());
            }
        }
    }
}
