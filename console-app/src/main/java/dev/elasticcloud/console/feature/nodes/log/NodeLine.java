package dev.elasticcloud.console.feature.nodes.log;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.LogLine;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/// One line that a node wrote, without terminal control characters.
///
/// @param number the node's index among the followed ones, from 0
record NodeLine(NodeName node, int number, Instant at, boolean error, String text) {

    private static final Pattern ESCAPE = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    static NodeLine of(NodeName node, int number, LogLine line) {
        String text = ESCAPE.matcher(line.text()).replaceAll("");
        return new NodeLine(
                node, number, line.at(), line.error(), CONTROL.matcher(text).replaceAll(""));
    }

    /// @param words in lower case
    boolean contains(String words) {
        return text.toLowerCase(Locale.ROOT).contains(words) || node.value().contains(words);
    }
}
