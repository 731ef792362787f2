package dev.elasticcloud.manager.plan.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Logs what happens in a run. It is kept only when a failed run is replayed, because it costs more
/// than the run.
final class Log {

    private static final int LAST_LINES = 40;

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private int rest = -1;

    Log(boolean kept) {
        this.kept = kept;
    }

    void add(Supplier<String> line) {
        if (kept) {
            lines.add(line.get());
        }
    }

    /// From here on the run only plans; nothing else happens.
    void restBegins() {
        rest = lines.size();
    }

    /// All lines, without most of a final phase that did not converge.
    String text() {
        if (rest < 0 || lines.size() < rest + LAST_LINES) {
            return String.join("\n", lines);
        }
        List<String> shortened = new ArrayList<>(lines.subList(0, rest));
        shortened.add("...");
        shortened.addAll(lines.subList(lines.size() - LAST_LINES, lines.size()));
        return String.join("\n", shortened);
    }
}
