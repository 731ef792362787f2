package dev.elasticcloud.manager.docker.build;

import dev.elasticcloud.manager.docker.build.BuildTrace.Output;
import dev.elasticcloud.manager.docker.build.BuildTrace.Vertex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows BuildKit's messages about one build: shows its steps and what they print, and remembers
/// which failed.
final class TraceReader {

    /// A program that never ends its line must not fill the memory.
    private static final int LONGEST_LINE = 16 * 1024;

    /// What BuildKit does for itself: it fetches the archive and reads the Dockerfile.
    private static final Pattern INTERNAL =
            Pattern.compile("\\[internal] (?!load metadata for ).*|copy /context /");

    private static final Pattern IMAGE =
            Pattern.compile(
                    "(?:\\[internal] load metadata for|resolve image config for)"
                            + " (?:docker-image://)?(\\S+)");

    /// The name of a stage without one, which only a Dockerfile of several stages needs.
    private static final String ONLY_STAGE = "[stage-0 ";

    private final BuildLog log;
    private final Map<String, Step> steps = new HashMap<>();
    private final Set<String> unavailable = new LinkedHashSet<>();
    private Optional<FailedStep> failed = Optional.empty();

    /// @param cause as BuildKit says it
    record FailedStep(String step, String cause) {}

    private static final class Step {
        private final String name;
        private final boolean internal;
        private final Map<Long, ByteArrayOutputStream> unfinished = new HashMap<>();
        private boolean begun;
        private boolean cached;

        Step(String name) {
            internal = INTERNAL.matcher(name).matches();
            this.name = readable(name);
        }

        private static String readable(String name) {
            String line = name.replaceAll("\\s*\\R\\s*", " ").strip();
            return line.startsWith(ONLY_STAGE) ? "[" + line.substring(ONLY_STAGE.length()) : line;
        }
    }

    TraceReader(BuildLog log) {
        this.log = log;
    }

    void read(BuildTrace trace) {
        trace.vertices().forEach(this::begin);
        trace.outputs().forEach(this::print);
        trace.vertices().stream().filter(Vertex::completed).forEach(this::end);
        trace.warnings().forEach(warning -> log.note("WARNING: " + warning));
    }

    private void begin(Vertex vertex) {
        Step step = steps.computeIfAbsent(vertex.digest(), digest -> new Step(vertex.name()));
        if (step.internal || !vertex.started()) {
            return;
        }
        if (!step.begun) {
            step.begun = true;
            log.step(step.name);
        }
        if (vertex.cached() && !step.cached) {
            step.cached = true;
            log.cached(step.name);
        }
    }

    private void print(Output output) {
        Step step = steps.computeIfAbsent(output.vertex(), digest -> new Step(""));
        ByteArrayOutputStream line =
                step.unfinished.computeIfAbsent(
                        output.stream(), stream -> new ByteArrayOutputStream());
        for (byte b : output.text()) {
            if (b == '\n' || line.size() == LONGEST_LINE) {
                flush(step, line);
            }
            if (b != '\n') {
                line.write(b);
            }
        }
    }

    private void flush(Step step, ByteArrayOutputStream line) {
        log.printed(step.name, line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    private void end(Vertex vertex) {
        Step step = steps.computeIfAbsent(vertex.digest(), digest -> new Step(vertex.name()));
        step.unfinished.values().forEach(line -> flush(step, line));
        if (vertex.error().isEmpty() || isCancelled(vertex.error())) {
            return;
        }
        Matcher image = IMAGE.matcher(step.name);
        if (image.matches()) {
            unavailable.add(image.group(1));
        } else {
            failed = Optional.of(new FailedStep(step.name, vertex.error()));
        }
    }

    /// A failed step ends those that run beside it.
    private static boolean isCancelled(String error) {
        return error.endsWith("context canceled");
    }

    /// The step that the build failed at.
    Optional<FailedStep> failed() {
        return failed;
    }

    /// The images that BuildKit could not get.
    Set<String> unavailable() {
        return Set.copyOf(unavailable);
    }
}
