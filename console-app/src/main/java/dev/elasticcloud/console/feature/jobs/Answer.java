package dev.elasticcloud.console.feature.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One view of a job's result.
sealed interface Answer {

    /// Which part of the result it shows, such as a field's name.
    String title();

    /// JSON, as a tree.
    record Tree(String title, JsonNode root) implements Answer {}

    /// Plain text.
    record Plain(String title, String text) implements Answer {}

    /// Rows and columns.
    record Table(String title, List<String> header, List<List<String>> rows) implements Answer {
        public Table {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    /// A picture.
    ///
    /// @param type such as `png`
    /// @param base64 its content
    record Picture(String title, String type, String base64) implements Answer {}

    /// Content that can only be saved.
    ///
    /// @param type such as `pdf`; `bin` when unknown
    /// @param bytes how many there are
    record Binary(String title, String type, String base64, int bytes) implements Answer {}
}
