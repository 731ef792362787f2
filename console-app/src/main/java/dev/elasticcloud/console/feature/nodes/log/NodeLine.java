package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import java.time.Instant;
import java.util.Locale;

/// One line that a node wrote.
///
/// @param number the node's index among the followed ones, from 0
/// @param text without colours and anything else for terminals
/// @param raw as it was written
record NodeLine(NodeName node, int number, Instant at, boolean error, String text, String raw) {

    static NodeLine of(NodeName node, int number, LogLine line) {
        String text =
                ColouredText.isPlain(line.text())
                        ? line.text()
                        : ColouredText.of(line.text()).plain();
        return new NodeLine(node, number, line.at(), line.error(), text, line.text());
    }

    /// Its text in the colours that its program gave it.
    ColouredText coloured() {
        return ColouredText.of(raw);
    }

    /// @param words in lower case
    boolean contains(String words) {
        return text.toLowerCase(Locale.ROOT).contains(words) || node.value().contains(words);
    }
}
