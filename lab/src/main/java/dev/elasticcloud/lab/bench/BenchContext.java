package dev.elasticcloud.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The options of a running benchmark, and where its output and figures go.
record BenchContext(BenchOptions options, PrintStream out) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /// Writes figures, a record or a map, to `NAME.json`.
    void leave(String name, Object figures) throws IOException {
        Files.createDirectories(options.out());
        Path file = options.out().resolve(name + ".json");
        JSON.writeValue(file.toFile(), figures);
        say("The figures are in %s", file);
    }
}
