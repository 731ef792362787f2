package dev.elasticcloud.manager.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The mistakes an owner can make with a pod: each has its own error, which says what to do.
class BrokenPodTest {

    private static final String DECLARATION =
            """
            name: words
            limits: { cpus: 0.5, memory: 100MB }
            job: { path: /run }
            """;

    private static final Set<String> SEEN = new HashSet<>();

    @TempDir Path parent;

    /// @param what what was done wrong
    /// @param how makes the mistake in a valid folder
    /// @param error the words that only this error has
    private record Mistake(String what, Breaking how, String error) {
        @Override
        public String toString() {
            return what;
        }
    }

    @FunctionalInterface
    private interface Breaking {
        void to(Path folder) throws IOException, InterruptedException;
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(
                        "the folder is missing",
                        folder -> {
                            Files.delete(folder.resolve("pod.yaml"));
                            Files.delete(folder.resolve("Dockerfile"));
                            Files.delete(folder);
                        },
                        "is not a folder"),
                new Mistake(
                        "pod.yaml is missing",
                        folder -> Files.delete(folder.resolve("pod.yaml")),
                        "pod.yaml is missing"),
                new Mistake(
                        "the Dockerfile is missing",
                        folder -> Files.delete(folder.resolve("Dockerfile")),
                        "image is missing and there is no"),
                new Mistake(
                        "the Dockerfile is empty",
                        folder -> Files.writeString(folder.resolve("Dockerfile"), "# later\n"),
                        "names no base image"),
                declared("pod.yaml is not YAML", "name: [", "is not YAML in line"),
                declared("pod.yaml is a list", "- name: words\n", "the content is a list"),
                declared("the name is missing", DECLARATION.replace("name:", "title:"), "name is"),
                declared(
                        "the name is invalid for HAProxy",
                        DECLARATION.replace("words", "\"words\\n  server x\""),
                        "is not a pod name"),
                declared(
                        "a key is misspelled",
                        DECLARATION + "helth: /up\n",
                        "did you mean health?"),
                declared(
                        "the memory limit is below Docker's minimum",
                        DECLARATION.replace("100MB", "1MB"),
                        "give at least 6 MB"),
                declared(
                        "the health path is an address",
                        DECLARATION + "health: http://elsewhere/\n",
                        "must be a plain path"),
                declared(
                        "the port is out of range",
                        DECLARATION + "port: 70000\n",
                        "port is '70000'"),
                declared(
                        "the kind of network is unknown",
                        DECLARATION + "network: host\n",
                        "is not a kind of network"),
                declared(
                        "the image is not a reference",
                        DECLARATION + "image: 'two words'\n",
                        "is not an image reference"),
                new Mistake(
                        "a link leads out of the folder",
                        folder -> link(folder, "../../secret"),
                        "leads out of the pod's folder"),
                new Mistake(
                        "a link is to an absolute path",
                        folder -> link(folder, "/etc/passwd"),
                        "link to the absolute path /etc/passwd"),
                new Mistake(
                        "a link leads nowhere",
                        folder -> link(folder, "not-there"),
                        "leads to not-there, which does not exist"),
                new Mistake(
                        "the folder contains a pipe",
                        folder ->
                                new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                                        .start()
                                        .waitFor(),
                        "is a device, a socket or a pipe"));
    }

    private static Mistake declared(String what, String declaration, String error) {
        return new Mistake(
                what, folder -> Files.writeString(folder.resolve("pod.yaml"), declaration), error);
    }

    private static void link(Path folder, String target) throws IOException {
        Files.writeString(folder.resolve("../../secret"), "not for the image");
        Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeHasAnErrorOfItsOwn(Mistake mistake) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("pods/words"));
        Files.writeString(folder.resolve("pod.yaml"), DECLARATION);
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:trixie-slim\n");
        assertThat(PodFolder.read(folder).name().value()).isEqualTo("words");

        mistake.how().to(folder);
        CloudException refused =
                Assertions.catchThrowableOfType(CloudException.class, () -> PodFolder.read(folder));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
        String error = refused.text().replace(parent.toString(), "");
        System.out.printf("%-45s %s%n", mistake, error);
        assertThat(error).contains(mistake.error());
        assertThat(SEEN.add(error)).as("an error of its own: " + error).isTrue();
    }
}
