package dev.elasticcloud.console.control;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A row of a table: its subject, which stays, and its value, which changes.
public final class Row<K, V> {

    private final K key;
    private final ReadOnlyObjectWrapper<V> value;

    Row(K key, V value) {
        this.key = key;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public K key() {
        return key;
    }

    public V value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<V> valueProperty() {
        return value.getReadOnlyProperty();
    }

    void set(V changed) {
        if (!changed.equals(value.get())) {
            value.set(changed);
        }
    }
}
