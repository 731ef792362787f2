package dev.elasticcloud.manager.docker.build;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Builds images from folders: with BuildKit where the engine has it, so that a Dockerfile may use
/// what `docker build` knows, and with the classic builder elsewhere.
public final class ImageBuilder {

    /// A build that hangs must not block the builds of other pods for ever.
    static final Duration LONGEST_BUILD = Duration.ofMinutes(30);

    private final DockerEngine engine;
    private final BiConsumer<String, Consumer<String>> puller;

    /// @param puller pulls an image by its name with the credentials of Docker's settings, and
    ///     reports its progress
    public ImageBuilder(DockerEngine engine, BiConsumer<String, Consumer<String>> puller) {
        this.engine = engine;
        this.puller = puller;
    }

    public void build(ImageRecipe recipe, Consumer<String> progress) {
        build(BuilderKind.of(engine), recipe, progress);
    }

    void build(BuilderKind builder, ImageRecipe recipe, Consumer<String> progress) {
        try {
            Optional<BuildFailure> failure =
                    switch (builder) {
                        case BUILDKIT -> withBuildKit(recipe, progress);
                        case CLASSIC -> new ClassicBuild(engine, recipe, progress).run();
                    };
            failure.ifPresent(
                    reason -> {
                        throw reason.exception(engine, recipe);
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PortException.refused(
                    "Building the image of folder " + recipe.folder() + " was interrupted", e);
        } catch (TimeoutException e) {
            throw PortException.refused(
                    "The image of folder %s was not built within %d minutes"
                            .formatted(recipe.folder(), LONGEST_BUILD.toMinutes()),
                    e);
        }
    }

    /// BuildKit cannot log in to a registry without a session. An image that it cannot get is pulled
    /// by the engine, which can, and the build is repeated: BuildKit then finds the image there.
    private Optional<BuildFailure> withBuildKit(ImageRecipe recipe, Consumer<String> progress)
            throws InterruptedException, TimeoutException {
        Set<String> pulled = new HashSet<>();
        while (true) {
            BuildKitBuild build = new BuildKitBuild(engine, recipe, progress);
            Optional<BuildFailure> failure = build.run();
            Set<String> missing = build.trace().unavailable();
            if (failure.isEmpty() || !pulled.addAll(missing)) {
                return failure;
            }
            missing.forEach(image -> pull(image, recipe, progress));
        }
    }

    private void pull(String image, ImageRecipe recipe, Consumer<String> progress) {
        try {
            puller.accept(image, progress);
        } catch (PortException e) {
            throw PortException.of(
                    e.kind(),
                    "The image of folder %s could not be built without the image %s: %s"
                            .formatted(recipe.folder(), image, e.problem()),
                    e.cure(),
                    e);
        }
    }
}
