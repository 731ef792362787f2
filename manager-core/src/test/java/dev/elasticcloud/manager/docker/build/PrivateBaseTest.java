package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Base images of registries that want a login, which BuildKit has none for without a session.
@Tag("docker")
class PrivateBaseTest {

    @TempDir private Path folder;
    private BuiltImages images;
    private final List<String> pulled = new ArrayList<>();

    @BeforeEach
    void open() {
        images = new BuiltImages(folder);
    }

    @AfterEach
    void close() {
        images.close();
    }

    @Test
    void anImageBehindALoginIsPulledWithTheCredentialsAndBuiltOn() throws Exception {
        buildsOn(new PrivateRegistry(false));
    }

    @Test
    void anImageBehindATokenThatAnyoneGetsIsBuiltOn() throws Exception {
        buildsOn(new PrivateRegistry(true));
    }

    private void buildsOn(PrivateRegistry opened) throws Exception {
        try (PrivateRegistry registry = opened) {
            images.alsoRemoves(registry.image());
            images.file("file", "added");
            images.dockerfile(
                    "FROM %s AS base\nFROM base\nCOPY file /new/file\n"
                            .formatted(registry.image()));

            ImageRecipe recipe = images.recipe("private");
            builder(registry).build(BuilderKind.BUILDKIT, recipe, images.lines::add);

            String image = recipe.names().iterator().next();
            assertThat(images.content(image, "/")).containsKeys("/from-the-registry", "/new/file");
            assertThat(pulled).containsExactly(registry.image());
        }
    }

    @Test
    void aRefusedLoginIsTheReasonOfTheFailure() throws Exception {
        try (PrivateRegistry registry = new PrivateRegistry(false)) {
            images.dockerfile("FROM %s\nCOPY Dockerfile /\n".formatted(registry.image()));
            ImageBuilder builder =
                    new ImageBuilder(
                            images.engine, (image, progress) -> pull(image, registry, "wrong"));

            assertThatThrownBy(
                            () ->
                                    builder.build(
                                            BuilderKind.BUILDKIT,
                                            images.recipe("private"),
                                            line -> {}))
                    .isInstanceOf(PortException.class)
                    .hasMessageStartingWith(
                            "The image of folder %s could not be built without the image %s: Docker"
                                    + " could not pull",
                            folder, registry.image());
        }
    }

    private ImageBuilder builder(PrivateRegistry registry) {
        return new ImageBuilder(
                images.engine, (image, progress) -> pull(image, registry, "secret"));
    }

    private void pull(String image, PrivateRegistry registry, String password) {
        pulled.add(image);
        images.engine.run(
                "pull " + image,
                () -> {
                    try (var callback = new PullImageResultCallback()) {
                        images.engine
                                .streams()
                                .pullImageCmd(image)
                                .withAuthConfig(registry.login().withPassword(password))
                                .exec(callback)
                                .awaitCompletion();
                    } catch (InterruptedException | IOException e) {
                        throw new DockerException(e.getMessage(), 500);
                    }
                });
    }
}
