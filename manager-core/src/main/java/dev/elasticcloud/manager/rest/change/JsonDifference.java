package dev.elasticcloud.manager.rest.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reduces a JSON value to the parts that differ from another, for the audit log.
final class JsonDifference {

    private JsonDifference() {}

    /// The parts of one value that the other lacks or has differently: of objects the fields that
    /// differ, otherwise the whole value.
    static JsonNode of(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return one;
        }
        ObjectNode differing = JsonNodeFactory.instance.objectNode();
        one.properties()
                .forEach(
                        field -> {
                            JsonNode counterpart = other.path(field.getKey());
                            if (!field.getValue().equals(counterpart)) {
                                differing.set(field.getKey(), of(field.getValue(), counterpart));
                            }
                        });
        return differing;
    }
}
