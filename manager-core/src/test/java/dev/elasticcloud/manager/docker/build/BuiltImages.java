package dev.elasticcloud.manager.docker.build;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Builds images of a folder on the real engine, looks into them, and removes them at the end.
final class BuiltImages implements AutoCloseable {

    /// An image that is there: the base of the shipped pods.
    static final String DEBIAN = "debian:trixie-slim";

    final DockerEngine engine = new DockerEngine(null);
    final List<String> lines = new ArrayList<>();

    private final DockerClient docker = engine.commands();
    private final String name =
            "ec-build-test-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final Set<String> names = new LinkedHashSet<>();
    private final Path folder;

    BuiltImages(Path folder) {
        this.folder = folder;
    }

    Path file(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    void dockerfile(String text) throws IOException {
        file("Dockerfile", text.replace("DEBIAN", DEBIAN));
    }

    /// Something that no build has seen, so that nothing comes from the cache.
    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    ImageRecipe recipe(String tag) {
        names.add(name + ":" + tag);
        return new ImageRecipe(folder, Set.of(name + ":" + tag), Map.of("test.label", "a=b & c"));
    }

    String build(BuilderKind builder) {
        ImageRecipe recipe = recipe(builder.name().toLowerCase(Locale.ROOT));
        new ImageBuilder(engine, (image, progress) -> pull(image))
                .build(builder, recipe, lines::add);
        return recipe.names().iterator().next();
    }

    private void pull(String image) {
        throw new AssertionError(image + " should be there");
    }

    /// What is removed at the end besides the images that were built.
    void alsoRemoves(String image) {
        names.add(image);
    }

    DockerClient docker() {
        return docker;
    }

    /// The files below a folder of an image, each with its mode, its owner and its content.
    SortedMap<String, String> content(String image, String below) throws IOException {
        String id = docker.createContainerCmd(image).withCmd("none").exec().getId();
        SortedMap<String, String> content = new TreeMap<>();
        try (InputStream in = docker.copyArchiveFromContainerCmd(id, below).exec();
                TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                String what =
                        entry.isSymbolicLink()
                                ? "-> " + entry.getLinkName()
                                : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                content.put(
                        entry.getName(),
                        "%s %d:%d %s"
                                .formatted(
                                        Integer.toOctalString(entry.getMode() & 07777),
                                        entry.getLongUserId(),
                                        entry.getLongGroupId(),
                                        what));
            }
        } finally {
            docker.removeContainerCmd(id).withForce(true).exec();
        }
        return content;
    }

    @Override
    public void close() {
        try (engine) {
            names.forEach(
                    image -> {
                        try {
                            docker.removeImageCmd(image).withForce(true).exec();
                        } catch (NotFoundException e) {
                            // the build of this image was to fail
                        }
                    });
        }
    }
}
