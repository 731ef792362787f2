package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.api.exception.DockerException;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.PortException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why an image could not be built.
///
/// @param cause as the builder says it
/// @param step the step that failed; empty when it was none
/// @param lastLines what the step's program printed last
record BuildFailure(String cause, Optional<String> step, List<String> lastLines) {

    private static final Pattern EXIT = Pattern.compile("(?:exit|non-zero) code: (\\d+)\\s*$");

    /// What BuildKit puts before a cause: the parts of itself that it came through.
    private static final Pattern WAY =
            Pattern.compile(
                    "^(?:failed to solve(?: with frontend \\S+)?: |failed to create LLB definition: "
                            + "|failed to compute cache key: |failed to calculate checksum of ref \\S+: "
                            + "|rpc error: code = \\w+ desc = )+");

    private static final Pattern DOCUMENT =
            Pattern.compile(
                    "^\\s*(?:RUN|COPY|ADD)\\b.*<<-?[\"']?\\w",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    BuildFailure {
        lastLines = List.copyOf(lastLines);
    }

    static BuildFailure before(String cause) {
        return new BuildFailure(cause, Optional.empty(), List.of());
    }

    /// The exception to throw: which folder, which step in which line, why, and what to do.
    PortException exception(DockerEngine engine, ImageRecipe recipe) {
        Matcher exit = EXIT.matcher(cause);
        String reason = WAY.matcher(cause).replaceFirst("");
        String problem =
                "The image of folder %s could not be built: %s"
                        .formatted(
                                recipe.folder(),
                                exit.find()
                                        ? place(recipe) + " ended with exit code " + exit.group(1)
                                        : place(recipe) + (step.isEmpty() ? "" : ": ") + reason);
        String cure = EXIT.matcher(cause).find() ? "" : cure(engine, recipe, reason);
        if (cure.isEmpty() && !lastLines.isEmpty()) {
            problem += "; its last lines:\n" + String.join("\n", lastLines);
        }
        return PortException.of(Kind.REFUSED, problem, cure, null);
    }

    private String place(ImageRecipe recipe) {
        return step.map(
                        name ->
                                DockerfilePlace.of(recipe.dockerfile(), name)
                                        .map(
                                                line ->
                                                        "%s (line %d of its Dockerfile)"
                                                                .formatted(name, line))
                                        .orElse(name))
                .orElse("");
    }

    private static String cure(DockerEngine engine, ImageRecipe recipe, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("unknown instruction") && hasDocument(recipe.dockerfile())) {
            return "a document in a Dockerfile ('<<') needs BuildKit of Docker 23 or newer: update"
                    + " Docker, or make '# syntax=docker/dockerfile:1' the Dockerfile's first line";
        }
        if (lower.contains("requires buildkit")) {
            return "this engine builds without BuildKit: update it to 18.09 or newer, or take"
                    + " '\"buildkit\": false' out of its daemon.json";
        }
        if (lower.contains("not found: not found")
                || lower.contains("file not found in build context")
                || lower.matches("(?s).*\"/.*\": not found\\s*")) {
            return "see that it is in the folder and that .dockerignore does not exclude it";
        }
        return engine.failure("build an image", new DockerException(reason, 500)).cure();
    }

    private static boolean hasDocument(Path dockerfile) {
        try {
            return DOCUMENT.matcher(Files.readString(dockerfile)).find();
        } catch (IOException e) {
            return false;
        }
    }
}
