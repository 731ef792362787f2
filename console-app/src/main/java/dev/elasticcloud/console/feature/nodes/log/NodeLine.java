package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import java.time.Instant;
import java.util.Locale;

/// One line that a node wrote.
///
/// @param number the node's index among the followed ones, from 0
/// @param text without colours and anything else for terminals
/// @param coloured the same text with its colours
record NodeLine(
        NodeName node, int number, Instant at, boolean error, String text, ColouredText coloured) {

    static NodeLine of(NodeName node, int number, LogLine line) {
        ColouredText coloured = ColouredText.of(line.text());
        return new NodeLine(node, number, line.at(), line.error(), coloured.plain(), coloured);
    }

    /// @param words in lower case
    boolean contains(String words) {
        return text.toLowerCase(Locale.ROOT).contains(words) || node.value().contains(words);
    }
}
