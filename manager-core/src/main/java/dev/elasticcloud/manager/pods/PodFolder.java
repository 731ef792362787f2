package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder that declares a pod: its `pod.yaml`, and a Dockerfile unless `image:` names an image.
///
/// Every mistake is a [CloudException] that names the file, the key, what was found and what is
/// allowed.
public final class PodFolder {

    private static final String DECLARATION = "pod.yaml";
    private static final String DOCKERFILE = "Dockerfile";
    private static final String BASE = "base";
    private static final long MOST_BYTES = 1024 * 1024;
    private static final Pattern FROM =
            Pattern.compile("^\\s*FROM\\s+\\S", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern FROM_BASE =
            Pattern.compile(
                    "^\\s*FROM\\s+(--\\S+\\s+)*elastic-cloud/base([:\\s]|$)",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private PodFolder() {}

    /// Reads the pod that a folder declares, not initialised yet.
    public static PodSpec read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    folder + " is not a folder: name one with a pod.yaml and a Dockerfile in it");
        }
        Path file = folder.resolve(DECLARATION);
        return new PodReader(file, parsed(file)).read(explicit -> image(folder, file, explicit));
    }

    /// Reads the name that a folder's declaration gives its pod.
    public static PodName nameIn(Path folder) {
        Path file = folder.resolve(DECLARATION);
        JsonNode name = parsed(file).path("name");
        if (!name.isTextual()) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    file + ": name is missing or not text; give one such as 'name: my-pod'");
        }
        try {
            return PodName.of(name.textValue());
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "%s: name: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Reads the pods of all subfolders with a `pod.yaml`, by name; skips `base` and names that
    /// start with a dot.
    public static List<PodSpec> readAll(Path parent) {
        List<Path> folders;
        try (Stream<Path> inside = Files.list(parent)) {
            folders = inside.filter(PodFolder::declaresPod).sorted().toList();
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "The folder of pods " + FileFailure.sentence(parent, "be read", e),
                    e);
        }
        Map<PodName, Path> seen = new HashMap<>();
        return folders.stream()
                .map(
                        folder -> {
                            PodSpec pod = read(folder);
                            Path first = seen.putIfAbsent(pod.name(), folder);
                            if (first != null) {
                                throw new CloudException(
                                        ErrorCode.INVALID,
                                        "%s: name is '%s', which %s already has; give each pod its own name"
                                                .formatted(
                                                        folder.resolve(DECLARATION),
                                                        pod.name(),
                                                        first.resolve(DECLARATION)));
                            }
                            return pod;
                        })
                .toList();
    }

    private static boolean declaresPod(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !name.equals(BASE)
                && !name.startsWith(".")
                && Files.isRegularFile(folder.resolve(DECLARATION));
    }

    private static JsonNode parsed(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new CloudException(
                        ErrorCode.INVALID, file + " is missing; a pod's folder needs one");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new CloudException(ErrorCode.INVALID, file + " is larger than 1 MB");
            }
            String text = Files.readString(file);
            JsonNode content = PodYaml.read(text);
            PodYaml.misleading(text)
                    .ifPresent(
                            fault -> {
                                throw new CloudException(
                                        ErrorCode.INVALID, "%s: %s".formatted(file, fault));
                            });
            return content;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String line = location == null ? "" : " in line " + location.getLineNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new CloudException(
                    ErrorCode.INVALID, "%s is not YAML%s: %s".formatted(file, line, why), e);
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, FileFailure.sentence(file, "be read", e), e);
        }
    }

    /// The image that `image:` names, otherwise the folder itself with the digest of its content.
    private static ImageSource image(Path folder, Path file, String explicit) {
        if (!explicit.isEmpty()) {
            return new ImageSource.Reference(explicit);
        }
        Path dockerfile = folder.resolve(DOCKERFILE);
        if (!Files.isRegularFile(dockerfile)) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "%s: image is missing and there is no %s; add one or the other"
                            .formatted(file, dockerfile));
        }
        Path absolute = folder.toAbsolutePath().normalize();
        BuildContext.check(absolute);
        if (!FROM.matcher(text(dockerfile)).find()) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    dockerfile
                            + " names no base image; start it with FROM, such as FROM"
                            + " debian:trixie-slim");
        }
        return new ImageSource.Folder(absolute, digestOf(absolute));
    }

    /// Why a folder's image cannot be built as it was when its pod was read; empty when it can.
    public static Optional<String> problemWith(ImageSource.Folder folder) {
        Path path = folder.path();
        if (!Files.isDirectory(path)) {
            return Optional.of(
                    "The folder %s is gone, and so is the image built from it: put the folder back, or add the pod again"
                            .formatted(path));
        }
        try {
            BuildContext.check(path);
            return digestOf(path).equals(folder.digest())
                    ? Optional.empty()
                    : Optional.of(
                            "The folder %s has changed since its pod was read from it: add the pod again, or restart the manager if the pod comes with the installation"
                                    .formatted(path));
        } catch (CloudException e) {
            return Optional.of(e.text());
        }
    }

    /// The digest of everything that a folder's image is built from; for a pod on the base image
    /// it also covers the base's folder.
    public static String digestOf(Path folder) {
        Path base = folder.resolveSibling(BASE);
        String own = FolderDigest.of(folder);
        return standsOnBase(folder) && Files.isDirectory(base)
                ? FolderDigest.combined(own, FolderDigest.of(base))
                : own;
    }

    /// Whether a folder's image is built on the base image of this project.
    public static boolean standsOnBase(Path folder) {
        return FROM_BASE.matcher(text(folder.resolve(DOCKERFILE))).find();
    }

    private static String text(Path dockerfile) {
        try {
            return PodYaml.withoutMark(Files.readString(dockerfile));
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.INVALID, FileFailure.sentence(dockerfile, "be read", e), e);
        }
    }
}
