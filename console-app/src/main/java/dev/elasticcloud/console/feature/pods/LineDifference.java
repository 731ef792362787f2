package dev.elasticcloud.console.feature.pods;

import java.util.ArrayList;
import java.util.List;

/// A line that only one of two texts has.
///
/// @param added whether it is in the later text
record LineDifference(boolean added, String line) {

    /// The lines that differ, in order, by the longest common subsequence.
    static List<LineDifference> between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(now.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<LineDifference> differences = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            boolean both = i < old.size() && j < now.size();
            if (both && old.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j == now.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
                differences.add(new LineDifference(false, old.get(i++)));
            } else {
                differences.add(new LineDifference(true, now.get(j++)));
            }
        }
        return differences;
    }
}
