package dev.elasticcloud.manager.docker.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One build with the engine's BuildKit, which docker-java has no command for. BuildKit ends a build
/// whose connection is closed.
///
/// The archive is the body of the request, so no session is needed. Without a session BuildKit has
/// no credentials and asks registries for nothing that needs a token: see [ImageBuilder].
final class BuildKitBuild {

    private static final String PROGRESS = "moby.buildkit.trace";
    private static final String IMAGE = "moby.image.id";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DockerEngine engine;
    private final ImageRecipe recipe;
    private final BuildLog log;
    private final TraceReader trace;
    private volatile DockerHttpClient.@Nullable Response response;

    BuildKitBuild(DockerEngine engine, ImageRecipe recipe, Consumer<String> progress) {
        this.engine = engine;
        this.recipe = recipe;
        this.log = new BuildLog(progress);
        this.trace = new TraceReader(log);
    }

    /// What became of it.
    TraceReader trace() {
        return trace;
    }

    /// Builds the image.
    ///
    /// @return why BuildKit did not build it; empty when it did
    Optional<BuildFailure> run() throws InterruptedException, TimeoutException {
        ContextArchive context = ContextArchive.of(recipe.folder());
        FutureTask<Optional<String>> sending = new FutureTask<>(() -> send(context));
        Thread reader = Thread.ofVirtual().name("image-build").start(sending);
        try {
            return sending.get(ImageBuilder.LONGEST_BUILD.toMinutes(), TimeUnit.MINUTES)
                    .map(this::failure);
        } catch (ExecutionException e) {
            throw context.failure() instanceof PortException unreadable
                    ? unreadable
                    : unchecked(e.getCause());
        } finally {
            close(context);
            reader.interrupt();
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case IOException e -> new UncheckedIOException(e);
            case null, default -> throw new AssertionError("Sending the build failed", cause);
        };
    }

    private BuildFailure failure(String cause) {
        return trace.failed()
                .map(
                        failed ->
                                new BuildFailure(
                                        failed.cause(),
                                        Optional.of(failed.step()),
                                        log.last(failed.step())))
                .orElseGet(() -> BuildFailure.before(cause));
    }

    private void close(ContextArchive context) {
        try (DockerHttpClient.Response open = response;
                context) {
            // the archive first: the engine may still be reading it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return the engine's words about a build that failed
    private Optional<String> send(ContextArchive context) throws IOException {
        var request =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.POST)
                        .path("/build?" + query())
                        .putHeader("Content-Type", "application/x-tar")
                        .body(context)
                        .build();
        try (DockerHttpClient.Response opened = engine.rawStreams().execute(request)) {
            response = opened;
            if (opened.getStatusCode() != 200) {
                String body = new String(opened.getBody().readAllBytes(), StandardCharsets.UTF_8);
                return Optional.of(
                        DockerEngine.reason(new DockerException(body, opened.getStatusCode())));
            }
            try (MappingIterator<JsonNode> messages =
                    JSON.readerFor(JsonNode.class).readValues(opened.getBody())) {
                return read(messages);
            }
        }
    }

    private Optional<String> read(MappingIterator<JsonNode> messages) throws IOException {
        boolean built = false;
        while (messages.hasNextValue()) {
            JsonNode message = messages.nextValue();
            String error = message.path("errorDetail").path("message").asText();
            if (!error.isEmpty()) {
                return Optional.of(error);
            }
            switch (message.path("id").asText()) {
                case PROGRESS ->
                        trace.read(
                                BuildTrace.decoded(
                                        Base64.getDecoder().decode(message.path("aux").asText())));
                case IMAGE -> built = true;
                default -> {
                    // the names that the image got
                }
            }
        }
        if (!built) {
            throw new IOException("the build ended without a result");
        }
        return Optional.empty();
    }

    private String query() {
        StringJoiner query = new StringJoiner("&");
        query.add("version=2").add("rm=1").add("forcerm=1");
        recipe.names().stream().sorted().forEach(name -> query.add("t=" + encoded(name)));
        query.add("labels=" + encoded(json(recipe.labels())));
        query.add("buildargs=" + encoded(json(engine.proxies())));
        return query.toString();
    }

    private static String json(Map<String, String> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Strings are always JSON", e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
