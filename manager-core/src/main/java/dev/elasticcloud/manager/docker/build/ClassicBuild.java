package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One build with the classic builder. It logs in to registries with the credentials of Docker's
/// settings, and ends a build whose connection is closed.
final class ClassicBuild {

    private final DockerEngine engine;
    private final ImageRecipe recipe;
    private final BuildLog log;

    ClassicBuild(DockerEngine engine, ImageRecipe recipe, Consumer<String> progress) {
        this.engine = engine;
        this.recipe = recipe;
        this.log = new BuildLog(progress);
    }

    /// Builds the image.
    ///
    /// @return why the builder did not build it; empty when it did
    Optional<BuildFailure> run() throws InterruptedException, TimeoutException {
        Messages messages = new Messages();
        try (ContextArchive context = ContextArchive.of(recipe.folder());
                messages) {
            try {
                BuildImageCmd command = engine.streams().buildImageCmd(context);
                engine.proxies().forEach(command::withBuildArg);
                command.withTags(recipe.names())
                        .withLabels(recipe.labels())
                        .withRemove(true)
                        .withForcerm(true)
                        .exec(messages);
                if (!messages.awaitCompletion(
                        ImageBuilder.LONGEST_BUILD.toMinutes(), TimeUnit.MINUTES)) {
                    throw new TimeoutException();
                }
            } catch (DockerException e) {
                return Optional.of(BuildFailure.before(DockerEngine.reason(e)));
            } catch (RuntimeException e) {
                throw context.failure() instanceof PortException unreadable ? unreadable : e;
            }
            return messages.failure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Messages extends ResultCallback.Adapter<BuildResponseItem> {

        private static final Pattern STEP = Pattern.compile("Step (\\d+/\\d+) : (.*)");

        /// The builder colours what a program prints to its errors.
        private static final String RED = "\033[91m";

        private static final String END_OF_RED = "\033[0m";
        private static final String CACHED = "---> Using cache";

        /// What the builder says about itself: the images and containers between the steps.
        private static final Pattern INTERNAL =
                Pattern.compile(
                        "---> .*|Removing intermediate container \\w+|Successfully (?:built|tagged)"
                                + " .*");

        private String step = "";
        private @Nullable String error;

        @Override
        public void onNext(BuildResponseItem item) {
            String refusal = item.isErrorIndicated() ? item.getError() : null;
            if (refusal != null) {
                error = refusal;
            }
            String text = item.getStream();
            if (text != null) {
                uncoloured(text).lines().map(String::strip).forEach(this::line);
            }
        }

        private static String uncoloured(String text) {
            return text.startsWith(RED) && text.endsWith(END_OF_RED)
                    ? text.substring(RED.length(), text.length() - END_OF_RED.length())
                    : text;
        }

        private void line(String line) {
            Matcher begun = STEP.matcher(line);
            if (begun.matches()) {
                step = "[%s] %s".formatted(begun.group(1), begun.group(2));
                log.step(step);
            } else if (line.equals(CACHED)) {
                log.cached(step);
            } else if (!INTERNAL.matcher(line).matches()) {
                log.printed(step, line);
            }
        }

        Optional<BuildFailure> failure() {
            return Optional.ofNullable(error)
                    .map(
                            cause ->
                                    new BuildFailure(
                                            cause,
                                            Optional.of(step).filter(s -> !s.isEmpty()),
                                            log.last(step)));
        }
    }
}
