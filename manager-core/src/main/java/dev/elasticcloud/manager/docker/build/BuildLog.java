package dev.elasticcloud.manager.docker.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The lines that a build shows, the same for each builder: `[2/5] RUN …` when a step begins,
/// `CACHED` when there is nothing to do for it, and what its program prints.
final class BuildLog {

    private static final String CACHED = "CACHED";
    private static final int LINES_OF_A_FAILURE = 12;

    private final Consumer<String> reader;
    private final Map<String, Deque<String>> lastLines = new HashMap<>();
    private String shown = "";

    BuildLog(Consumer<String> reader) {
        this.reader = reader;
    }

    void step(String step) {
        shown = step;
        reader.accept(step);
    }

    void cached(String step) {
        line(step, CACHED);
    }

    /// A line of a step's program. Steps may run at the same time, so the step is named again when
    /// another one was shown last.
    void printed(String step, String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return;
        }
        Deque<String> last = lastLines.computeIfAbsent(step, name -> new ArrayDeque<>());
        if (last.size() == LINES_OF_A_FAILURE) {
            last.removeFirst();
        }
        last.addLast(text);
        line(step, text);
    }

    private void line(String step, String text) {
        if (!step.equals(shown)) {
            step(step);
        }
        reader.accept(text);
    }

    /// What belongs to no step.
    void note(String text) {
        reader.accept(text);
    }

    /// The last lines of a step's program.
    List<String> last(String step) {
        return List.copyOf(lastLines.getOrDefault(step, new ArrayDeque<>()));
    }
}
