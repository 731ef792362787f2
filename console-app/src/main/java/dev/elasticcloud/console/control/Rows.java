package dev.elasticcloud.console.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The rows of a live table. A row keeps its identity while its value changes, and the list
/// changes only when rows are added, removed or moved.
public final class Rows<K, V> {

    private final Function<V, K> key;
    private final ObservableList<Row<K, V>> shown = FXCollections.observableArrayList();
    private final Map<K, Row<K, V>> known = new HashMap<>();
    private List<V> latest = List.of();
    private @Nullable Comparator<V> order;

    public Rows(Function<V, K> key) {
        this.key = key;
    }

    /// The rows in their order; for a table to show.
    public ObservableList<Row<K, V>> list() {
        return shown;
    }

    /// Sorts the rows from now on; without a comparator they keep their given order.
    public void sort(@Nullable Comparator<V> changed) {
        order = changed;
        arrange();
    }

    public void show(List<V> values) {
        latest = List.copyOf(values);
        arrange();
    }

    private void arrange() {
        List<V> values = new ArrayList<>(latest);
        if (order != null) {
            values.sort(order);
        }
        boolean same = values.size() == shown.size();
        List<Row<K, V>> rows = new ArrayList<>(values.size());
        for (V value : values) {
            Row<K, V> row = known.computeIfAbsent(key.apply(value), k -> new Row<>(k, value));
            row.set(value);
            same = same && shown.get(rows.size()) == row;
            rows.add(row);
        }
        if (!same) {
            shown.setAll(rows);
            known.clear();
            rows.forEach(row -> known.put(row.key(), row));
        }
    }
}
