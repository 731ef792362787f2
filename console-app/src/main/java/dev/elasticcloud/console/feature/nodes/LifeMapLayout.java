package dev.elasticcloud.console.feature.nodes;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Computes the places of the life map's rows. Rows are as high as room allows; if there is less
/// than a pixel for each, they continue in further columns.
final class LifeMapLayout {

    static final double HEADING = 17;
    static final double AXIS = 16;

    /// The height from which a row has its name at its left.
    static final double NAMED = 9;

    private static final double NAMES = 86;
    private static final double GAP = 18;
    private static final double HIGHEST = 14;
    private static final int MOST_COLUMNS = 4;

    private LifeMapLayout() {}

    /// Some nodes of one pod, one below another.
    ///
    /// @param first whether the pod starts here
    /// @param left where the names start
    /// @param x where time starts
    record Block(
            PodName pod,
            boolean first,
            List<LifeLine> lines,
            double left,
            double x,
            double y,
            double width,
            double rowHeight) {

        Block {
            lines = List.copyOf(lines);
        }

        double height() {
            return lines.size() * rowHeight;
        }

        boolean holds(double px, double py) {
            return px >= left && px < x + width && py >= y && py < y + height();
        }

        LifeLine lineAt(double py) {
            int row = (int) ((py - y) / rowHeight);
            return lines.get(Math.clamp(row, 0, lines.size() - 1));
        }

        /// A node's row; negative when it is not here.
        int row(NodeName node) {
            for (int row = 0; row < lines.size(); row++) {
                if (lines.get(row).node().equals(node)) {
                    return row;
                }
            }
            return -1;
        }
    }

    static double neededHeight(Map<PodName, List<LifeLine>> pods) {
        int rows = pods.values().stream().mapToInt(List::size).sum();
        return rows * HIGHEST + pods.size() * HEADING + AXIS;
    }

    static List<Block> of(Map<PodName, List<LifeLine>> pods, double width, double height) {
        int rows = pods.values().stream().mapToInt(List::size).sum();
        if (rows == 0) {
            return List.of();
        }
        double room = height - AXIS;
        int columns = 1;
        while (columns < MOST_COLUMNS && rowHeight(pods.size(), rows, room, columns) < 1) {
            columns++;
        }
        double rowHeight = rowHeight(pods.size(), rows, room, columns);
        rowHeight = rowHeight >= 1 ? Math.min(HIGHEST, Math.floor(rowHeight)) : rowHeight;
        double names = rowHeight >= NAMED ? NAMES : 4;
        double columnWidth = (width - (columns - 1) * GAP) / columns;
        List<Block> blocks = new ArrayList<>();
        int column = 0;
        double y = 0;
        for (Map.Entry<PodName, List<LifeLine>> pod : pods.entrySet()) {
            int done = 0;
            while (done < pod.getValue().size()) {
                int fit = (int) ((room - y - HEADING) / rowHeight + 1e-6);
                if (fit < 1 && column < columns - 1) {
                    column++;
                    y = 0;
                    continue;
                }
                boolean last = column == columns - 1;
                int end =
                        last ? pod.getValue().size() : Math.min(pod.getValue().size(), done + fit);
                double left = column * (columnWidth + GAP);
                blocks.add(
                        new Block(
                                pod.getKey(),
                                done == 0,
                                pod.getValue().subList(done, end),
                                left,
                                left + names,
                                y + HEADING,
                                columnWidth - names,
                                rowHeight));
                y += HEADING + (end - done) * rowHeight;
                done = end;
            }
        }
        return blocks;
    }

    private static double rowHeight(int pods, int rows, double room, int columns) {
        double headings = (pods + columns - 1) * HEADING;
        return Math.max(0.2, (room * columns - headings) / rows);
    }
}
