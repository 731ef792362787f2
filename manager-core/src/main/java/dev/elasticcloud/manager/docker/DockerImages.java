package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.elasticcloud.manager.docker.build.ImageBuilder;
import dev.elasticcloud.manager.docker.build.ImageRecipe;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.pods.FolderDigest;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds images from folders and pulls others. A built image is tagged with its folder's digest, so
/// an unchanged folder is never built twice.
public final class DockerImages {

    private static final String BASE = DockerNames.REPOSITORY + "base";

    private static final String HUB = "docker.io/";

    /// A pull that hangs must not block the builds of other pods for ever.
    private static final Duration LONGEST_PULL = Duration.ofMinutes(30);

    private final DockerEngine engine;
    private final Path podDockerfiles;
    private final ImageBuilder builder;
    private final ReentrantLock building = new ReentrantLock();

    public DockerImages(DockerEngine engine, Path podDockerfiles) {
        this.engine = engine;
        this.podDockerfiles = podDockerfiles;
        this.builder = new ImageBuilder(engine, this::pull);
    }

    /// The image that a pod's nodes are started from.
    public static String reference(PodSpec pod) {
        return switch (pod.image()) {
            case ImageSource.Folder folder ->
                    DockerNames.repository(pod.name()) + ":" + folder.digest();
            case ImageSource.Reference reference -> withTag(reference.image());
        };
    }

    private static String withTag(String image) {
        boolean tagged = image.lastIndexOf(':') > image.lastIndexOf('/') || image.contains("@");
        return tagged ? image : image + ":latest";
    }

    /// The images that the engine has now.
    Present present() {
        return new Present(listed());
    }

    /// The images of one moment. The engine lists each under its shortest name; whether it has one
    /// that is spelled another way, with its registry, a port or a digest, is asked once.
    final class Present {

        private final Set<String> listed;
        private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

        private Present(Set<String> listed) {
            this.listed = listed;
        }

        /// The fingerprint of each pod whose image is there.
        Map<PodName, String> fingerprints(Collection<PodSpec> pods) {
            return pods.stream()
                    .filter(this::has)
                    .collect(Collectors.toMap(PodSpec::name, PodSpec::nodeFingerprint));
        }

        private boolean has(PodSpec pod) {
            String name = reference(pod);
            return listed.contains(name)
                    || pod.image() instanceof ImageSource.Reference
                            && asked.computeIfAbsent(name, DockerImages.this::exists);
        }
    }

    /// Every tag and digest that the engine has.
    private Set<String> listed() {
        Set<String> present = new HashSet<>();
        engine.call("list images", () -> engine.commands().listImagesCmd().exec())
                .forEach(
                        image -> {
                            addAll(present, image.getRepoTags());
                            addAll(present, image.getRepoDigests());
                        });
        return present;
    }

    private static void addAll(Set<String> present, String @Nullable [] names) {
        if (names != null) {
            present.addAll(Arrays.asList(names));
        }
    }

    void make(PodSpec pod, Consumer<String> progress) {
        switch (pod.image()) {
            case ImageSource.Folder folder -> {
                if (!exists(reference(pod))) {
                    PodFolder.problemWith(folder)
                            .ifPresent(
                                    problem -> {
                                        throw PortException.refused(problem, null);
                                    });
                    makeBase(folder.path(), progress);
                }
                build(DockerNames.repository(pod.name()), folder.path(), folder.digest(), progress);
            }
            case ImageSource.Reference reference -> pull(withTag(reference.image()), progress);
        }
    }

    private void makeBase(Path folder, Consumer<String> progress) {
        if (PodFolder.standsOnBase(folder)) {
            Path base = folder.resolveSibling("base");
            base = Files.isDirectory(base) ? base : podDockerfiles.resolve("base");
            build(BASE, base, FolderDigest.of(base), progress);
        }
    }

    /// Builds a folder's image unless it already exists, and returns the image's name.
    public String build(String repository, Path folder, String digest, Consumer<String> progress) {
        String name = repository + ":" + digest;
        building.lock();
        try {
            if (exists(name)) {
                engine.run("tag " + name, () -> tag(name, repository, "latest"));
                progress.accept(name + " is up to date");
                return name;
            }
            ImageRecipe recipe =
                    new ImageRecipe(
                            folder,
                            Set.of(name, repository + ":latest"),
                            Map.of(DockerNames.DIGEST, digest));
            engine.run("build " + name, () -> builder.build(recipe, progress));
            return name;
        } finally {
            building.unlock();
        }
    }

    private void tag(String name, String repository, String tag) {
        engine.commands().tagImageCmd(name, repository, tag).exec();
    }

    private void pull(String image, Consumer<String> progress) {
        if (exists(image)) {
            progress.accept(image + " is already present");
            return;
        }
        progress.accept("Pulling " + image);
        engine.run(
                "pull " + image,
                () -> {
                    String name = ofTheHub(image);
                    PullImageCmd command = engine.streams().pullImageCmd(name);
                    engine.login(name).ifPresent(command::withAuthConfig);
                    try (var callback = new PullProgress(progress)) {
                        if (!command.exec(callback)
                                .awaitCompletion(LONGEST_PULL.toMinutes(), TimeUnit.MINUTES)) {
                            throw PortException.refused(
                                    "The image %s was not pulled within %d minutes"
                                            .formatted(image, LONGEST_PULL.toMinutes()),
                                    null);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw PortException.refused("Pulling " + image + " was interrupted", e);
                    } catch (IOException e) {
                        throw PortException.unreachable("Pulling " + image + " broke off", e);
                    }
                });
    }

    /// docker-java finds the login to Docker Hub only for names without a registry.
    private static String ofTheHub(String image) {
        return image.startsWith(HUB) ? image.substring(HUB.length()) : image;
    }

    private boolean exists(String image) {
        return engine.call(
                "look for image " + image,
                () -> {
                    try {
                        engine.commands().inspectImageCmd(image).exec();
                        return true;
                    } catch (NotFoundException e) {
                        return false;
                    }
                });
    }

    /// Reports each new step of a pull, not each byte.
    private static final class PullProgress extends PullImageResultCallback {
        private final Consumer<String> progress;
        private String last = "";

        PullProgress(Consumer<String> progress) {
            this.progress = progress;
        }

        @Override
        public void onNext(PullResponseItem item) {
            super.onNext(item);
            String line = (item.getId() == null ? "" : item.getId() + ": ") + item.getStatus();
            if (!line.equals(last)) {
                last = line;
                progress.accept(line);
            }
        }
    }
}
